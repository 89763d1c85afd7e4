package shop.pennywell.commission.rate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a member gets of an order whose commission is given: an affiliate network tells us what it pays, and the receipt of the click says
 * only how much of it is the member's.
 *
 * <p>The cashback of a commission group is the member's share, under the receipt's terms for the group, of all that is paid for
 * the group, rounded down, and is split over the group's lines by largest remainder. A group without terms earns the member nothing.
 */
public final class SharedCommission {

    /** One line of an order: its group (already one of the receipt, or the default) and what is paid for it. */
    public record Line(String group, long commissionMinor) {}

    private SharedCommission() {}

    /** @return the cashback of each line, in minor units, in the order given */
    public static long[] cashbacks(RateReceipt receipt, List<Line> lines) {
        Map<String, List<Integer>> byGroup = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            byGroup.computeIfAbsent(lines.get(i).group(), group -> new ArrayList<>())
                    .add(i);
        }
        long[] cashbacks = new long[lines.size()];
        byGroup.forEach((group, indexes) -> receipt.term(group).ifPresent(term -> {
            long[] commissions = indexes.stream()
                    .mapToLong(i -> lines.get(i).commissionMinor())
                    .toArray();
            long total = 0;
            for (long commission : commissions) {
                total = Math.addExact(total, commission);
            }
            long[] parts = Split.byLargestRemainder(term.cashbackOn(total), commissions);
            for (int i = 0; i < parts.length; i++) {
                cashbacks[indexes.get(i)] = parts[i];
            }
        }));
        return cashbacks;
    }
}
