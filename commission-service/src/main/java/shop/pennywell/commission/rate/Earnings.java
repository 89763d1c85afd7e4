package shop.pennywell.commission.rate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an order earns under a rate receipt, in minor units of the receipt's currency.
 *
 * <p>The commission of a commission group is the group's total times its percentage, rounded half to even, or its fixed amount once
 * per order; never more than the cap of its terms, and nothing if the order as a whole (every line of every group, as it stands now: a part return
 * may take it there) comes to less than their minimum order. The cashback is the member's share of that commission, rounded down; the rest is ours. Both are split over the group's
 * lines by largest remainder, so that lines always add up to the group and groups to the order. A group without terms earns
 * nothing.
 *
 * @param lines in the order given
 */
public record Earnings(List<Line> lines) {
    /** The largest order, and so the largest line: 10^10 minor units (EUR 100 million); above it a report is a mistake. */
    public static final long MAX_ORDER_MINOR = 10_000_000_000L;

    /** One line of an order: its group (already one of the receipt, or the default) and its total. */
    public record Sale(String group, long amountMinor) {
        public Sale {
            if (amountMinor < 0 || amountMinor > MAX_ORDER_MINOR) {
                throw new IllegalArgumentException("a line is from 0 to " + MAX_ORDER_MINOR + " minor units");
            }
        }
    }

    public record Line(long commissionMinor, long cashbackMinor) {
        private static final Line NOTHING = new Line(0, 0);
    }

    public static Earnings of(RateReceipt receipt, List<Sale> sales) {
        Map<String, List<Integer>> linesByGroup = new LinkedHashMap<>();
        long orderTotal = 0;
        for (int i = 0; i < sales.size(); i++) {
            orderTotal = Math.addExact(orderTotal, sales.get(i).amountMinor());
            linesByGroup
                    .computeIfAbsent(sales.get(i).group(), group -> new ArrayList<>())
                    .add(i);
        }
        Line[] earned = new Line[sales.size()];
        Arrays.fill(earned, Line.NOTHING);
        for (Map.Entry<String, List<Integer>> group : linesByGroup.entrySet()) {
            Optional<Term> term = receipt.term(group.getKey());
            if (term.isPresent()) {
                earn(term.get(), orderTotal, sales, group.getValue(), earned);
            }
        }
        return new Earnings(List.of(earned));
    }

    private static void earn(Term term, long orderTotal, List<Sale> sales, List<Integer> indexes, Line[] earned) {
        long[] amounts = new long[indexes.size()];
        long groupTotal = 0;
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = sales.get(indexes.get(i)).amountMinor();
            groupTotal = Math.addExact(groupTotal, amounts[i]);
        }
        long commission = term.commissionOn(groupTotal, orderTotal);
        long[] commissions = Split.byLargestRemainder(commission, amounts);
        long[] cashbacks = Split.byLargestRemainder(term.cashbackOn(commission), commissions);
        for (int i = 0; i < amounts.length; i++) {
            earned[indexes.get(i)] = new Line(commissions[i], cashbacks[i]);
        }
    }

    public long commissionMinor() {
        return lines.stream().mapToLong(Line::commissionMinor).sum();
    }

    public long cashbackMinor() {
        return lines.stream().mapToLong(Line::cashbackMinor).sum();
    }
}
