package shop.pennywell.commission.rate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.rate.SharedCommission.Line;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SharedCommissionTest {

    @Test
    void isTheMembersShareOfWhatIsPaidRoundedDown() {
        // 60 % of 7.77 is 4.662
        assertArrayEquals(
                new long[] {466}, SharedCommission.cashbacks(receipt("60", "50"), List.of(new Line("DEFAULT", 777))));
    }

    @Test
    void isRoundedOncePerGroupAndSplitOverItsLines() {
        // 60 % of 0.05 is 0.03, where line by line it would be 0.00 each; 50 % of 0.03 is 0.01
        assertArrayEquals(
                new long[] {1, 1, 1, 0, 0, 1},
                SharedCommission.cashbacks(
                        receipt("60", "50"),
                        List.of(
                                new Line("DEFAULT", 1),
                                new Line("DEFAULT", 1),
                                new Line("DEFAULT", 1),
                                new Line("DEFAULT", 1),
                                new Line("DEFAULT", 1),
                                new Line("ELECTRONICS", 3))));
    }

    @Test
    void whatTheStoreHadNoTermsForEarnsTheMemberNothing() {
        RateReceipt nothing = receipt(List.of());

        assertArrayEquals(new long[] {0}, SharedCommission.cashbacks(nothing, List.of(new Line("DEFAULT", 777))));
    }

    @Property
    void linesAlwaysAddUpToTheGroupsShareAndNoneGetsMoreThanItsCommission(
            @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 0, max = 10_000_000_000L) Long> commissions,
            @ForAll @IntRange(max = 100) int share) {
        List<Line> lines = new ArrayList<>();
        commissions.forEach(commission -> lines.add(new Line("DEFAULT", commission)));

        long[] cashbacks = SharedCommission.cashbacks(receipt(Integer.toString(share), "0"), lines);

        long total = commissions.stream().mapToLong(Long::longValue).sum();
        assertEquals(total * share / 100, Arrays.stream(cashbacks).sum());
        for (int i = 0; i < cashbacks.length; i++) {
            assertTrue(cashbacks[i] >= 0 && cashbacks[i] <= commissions.get(i));
        }
    }

    private static RateReceipt receipt(String share, String electronicsShare) {
        return receipt(List.of(term("DEFAULT", share), term("ELECTRONICS", electronicsShare)));
    }

    private static RateReceipt receipt(List<Term> terms) {
        return new RateReceipt(Instant.EPOCH, "DE", "EUR", terms, null, null, null);
    }

    private static Term term(String group, String share) {
        return Term.ofRate(
                UUID.randomUUID(),
                group,
                null,
                null,
                RateType.PERCENT,
                Percentage.parse("5"),
                null,
                Percentage.parse(share),
                null,
                null);
    }
}
