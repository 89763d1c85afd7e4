package shop.pennywell.commission.rate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EarningsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void earnsHalfEvenPerGroupAndRoundsTheMembersShareDown() {
        // Given 5 % of 0.90 = 0.045 in one group, 7.5 % of 1.00 in another; half of each is the member's
        RateReceipt receipt = receipt(percent("DEFAULT", "5", "50"), percent("ELECTRONICS", "7.5", "50"));

        // When
        Earnings earnings = Earnings.of(receipt, List.of(sale("DEFAULT", 90), sale("ELECTRONICS", 100)));

        // Then 4.5 goes to the even 4, 7.5 to the even 8
        assertEquals(List.of(new Earnings.Line(4, 2), new Earnings.Line(8, 4)), earnings.lines());
    }

    @Test
    void roundsTheGroupNotItsLines() {
        RateReceipt receipt = receipt(percent("DEFAULT", "10", "100"));

        // Three lines of 0.05 would be 0 each if rounded one by one; the group's 0.15 earns 1.5, so 2
        Earnings earnings = Earnings.of(receipt, List.of(sale("DEFAULT", 5), sale("DEFAULT", 5), sale("DEFAULT", 5)));

        assertEquals(2, earnings.commissionMinor());
    }

    @Test
    void paysAFixedAmountOncePerGroupWhateverTheLines() {
        RateReceipt receipt = receipt(fixed("NEW_CUSTOMER", 1000, "60"));

        Earnings earnings = Earnings.of(receipt, List.of(sale("NEW_CUSTOMER", 0), sale("NEW_CUSTOMER", 0)));

        assertEquals(List.of(new Earnings.Line(500, 300), new Earnings.Line(500, 300)), earnings.lines());
    }

    @Test
    void earnsNothingInAGroupWithoutTerms() {
        assertEquals(0, Earnings.of(receipt(), List.of(sale("DEFAULT", 12_345))).commissionMinor());
    }

    @Test
    void earnsUpToTheCapOfTheGroupAndSplitsThat() {
        // Given 10 % of at most 5.00 in one group, of anything in the other
        RateReceipt receipt = receipt(
                limited("A", Percentage.parse("10"), Percentage.parse("50"), 500L, null),
                percent("DEFAULT", "10", "50"));

        // When the first group comes to 100.01
        Earnings earnings = Earnings.of(receipt, List.of(sale("A", 3_334), sale("DEFAULT", 9_000), sale("A", 6_667)));

        // Then its lines share 5.00 and the member's 2.50 of it by their size
        assertEquals(
                List.of(new Earnings.Line(167, 84), new Earnings.Line(900, 450), new Earnings.Line(333, 166)),
                earnings.lines());
    }

    @Test
    void theWholeOrderCountsTowardsTheMinimumAndReachingItIsEnough() {
        RateReceipt receipt = receipt(
                limited("A", Percentage.parse("10"), Percentage.parse("100"), null, 5_000L),
                percent("DEFAULT", "10", "100"));

        assertEquals(
                List.of(new Earnings.Line(100, 100), new Earnings.Line(400, 400)),
                Earnings.of(receipt, List.of(sale("A", 1_000), sale("DEFAULT", 4_000)))
                        .lines());
        assertEquals(
                List.of(new Earnings.Line(0, 0), new Earnings.Line(400, 400)),
                Earnings.of(receipt, List.of(sale("A", 999), sale("DEFAULT", 4_000)))
                        .lines());
    }

    @Test
    void whatIsBoughtInAGroupWithoutTermsCountsTowardsTheMinimumToo() {
        RateReceipt receipt = receipt(limited("A", Percentage.parse("10"), Percentage.parse("100"), null, 5_000L));

        assertEquals(
                100,
                Earnings.of(receipt, List.of(sale("A", 1_000), sale("DEFAULT", 4_000)))
                        .cashbackMinor());
    }

    @Test
    void aFixedAmountNeedsItsMinimumOrderToo() {
        Term fixed = Term.ofRate(
                new UUID(0, 1), "A", null, null, RateType.FIXED, null, 700L, Percentage.parse("50"), null, 5_000L);

        assertEquals(350, Earnings.of(receipt(fixed), List.of(sale("A", 5_000))).cashbackMinor());
        assertEquals(0, Earnings.of(receipt(fixed), List.of(sale("A", 4_999))).cashbackMinor());
    }

    @Property
    void noGroupEverEarnsMoreThanItsCapAndItsLinesStillAddUp(
            @ForAll("orders") List<Earnings.Sale> sales,
            @ForAll("percentages") Percentage percent,
            @ForAll("percentages") Percentage share,
            @ForAll @LongRange(min = 1, max = 100_000) long cap) {
        RateReceipt capped = receipt(limited("A", percent, share, cap, null), limited("B", share, percent, cap, null));
        RateReceipt free = receipt(term("A", percent, share), term("B", share, percent));

        List<Earnings.Line> lines = Earnings.of(capped, sales).lines();
        List<Earnings.Line> uncapped = Earnings.of(free, sales).lines();

        for (String group : List.of("A", "B")) {
            long commission = sumOf(group, sales, lines, Earnings.Line::commissionMinor);
            long cashback = sumOf(group, sales, lines, Earnings.Line::cashbackMinor);
            assertEquals(Math.min(cap, sumOf(group, sales, uncapped, Earnings.Line::commissionMinor)), commission);
            assertEquals(
                    share(
                                    BigDecimal.valueOf(commission),
                                    capped.term(group).orElseThrow().memberShare(),
                                    RoundingMode.DOWN)
                            .longValueExact(),
                    cashback);
        }
    }

    @Property
    void theMinimumOrderIsAllOrNothing(
            @ForAll("orders") List<Earnings.Sale> sales,
            @ForAll("percentages") Percentage percent,
            @ForAll("percentages") Percentage share,
            @ForAll @LongRange(min = -2, max = 2) long beside) {
        long total = sales.stream().mapToLong(Earnings.Sale::amountMinor).sum();
        long minimum = Math.max(1, total + beside);
        RateReceipt free = receipt(term("A", percent, share), term("B", share, percent));
        RateReceipt bound =
                receipt(limited("A", percent, share, null, minimum), limited("B", share, percent, null, minimum));

        Earnings earned = Earnings.of(bound, sales);

        assertEquals(total >= minimum ? Earnings.of(free, sales).lines() : nothing(sales), earned.lines());
    }

    @Test
    void splitsTheLargestOrderExactly() {
        RateReceipt receipt = receipt(percent("DEFAULT", "100", "100"));
        long third = Earnings.MAX_ORDER_MINOR / 3;

        Earnings earnings = Earnings.of(
                receipt, List.of(sale("DEFAULT", third), sale("DEFAULT", third), sale("DEFAULT", third + 1)));

        assertEquals(Earnings.MAX_ORDER_MINOR, earnings.cashbackMinor());
    }

    @Property
    void groupsAreHalfEvenOfTheirTotalAndLinesAddUpToThem(
            @ForAll("orders") List<Earnings.Sale> sales,
            @ForAll("percentages") Percentage percent,
            @ForAll("percentages") Percentage share) {
        RateReceipt receipt =
                receipt(term("A", percent, share), term("B", share, percent), term("DEFAULT", percent, share));

        List<Earnings.Line> lines = Earnings.of(receipt, sales).lines();

        Map<String, List<Integer>> byGroup = new TreeMap<>();
        for (int i = 0; i < sales.size(); i++) {
            byGroup.computeIfAbsent(sales.get(i).group(), g -> new ArrayList<>())
                    .add(i);
        }
        byGroup.forEach((group, indexes) -> {
            BigDecimal total = indexes.stream()
                    .map(i -> BigDecimal.valueOf(sales.get(i).amountMinor()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            Term term = receipt.term(group).orElseThrow();
            BigDecimal commission = share(total, term.percent(), RoundingMode.HALF_EVEN);
            BigDecimal cashback = share(commission, term.memberShare(), RoundingMode.DOWN);
            assertEquals(
                    commission.longValueExact(), sum(indexes, i -> lines.get(i).commissionMinor()));
            assertEquals(
                    cashback.longValueExact(), sum(indexes, i -> lines.get(i).cashbackMinor()));
        });
    }

    @Property
    void cashbackIsNeverNegativeNorAboveTheCommissionOfItsLine(
            @ForAll("orders") List<Earnings.Sale> sales,
            @ForAll("percentages") Percentage percent,
            @ForAll("percentages") Percentage share,
            @ForAll @LongRange(min = 0, max = 1_000_000) long fixed) {
        RateReceipt receipt = receipt(
                term("A", percent, share), fixed("B", fixed, share.toString()), term("DEFAULT", share, percent));

        for (Earnings.Line line : Earnings.of(receipt, sales).lines()) {
            assertTrue(line.cashbackMinor() >= 0, () -> line.toString());
            assertTrue(line.cashbackMinor() <= line.commissionMinor(), () -> line.toString());
        }
    }

    @Property
    void aLargerOrderNeverEarnsLess(
            @ForAll @LongRange(min = 0, max = 1_000_000) long amount,
            @ForAll @LongRange(min = 0, max = 1_000_000) long more,
            @ForAll("percentages") Percentage percent,
            @ForAll("percentages") Percentage share) {
        RateReceipt receipt = receipt(term("DEFAULT", percent, share));

        Earnings smaller = Earnings.of(receipt, List.of(sale("DEFAULT", amount)));
        Earnings larger = Earnings.of(receipt, List.of(sale("DEFAULT", amount + more)));

        assertTrue(larger.commissionMinor() >= smaller.commissionMinor());
        assertTrue(larger.cashbackMinor() >= smaller.cashbackMinor());
    }

    @Property
    void splitPartsAddUpAndStayWithinOneOfTheirQuota(
            @ForAll @LongRange(min = 0, max = 10_000_000_000L) long total,
            @ForAll List<@LongRange(min = 0, max = 10_000_000_000L) Long> weights,
            @ForAll @IntRange(min = 0, max = 3) int extra) {
        List<Long> all = new ArrayList<>(weights);
        all.add((long) extra);
        long[] parts =
                Split.byLargestRemainder(total, all.stream().mapToLong(w -> w).toArray());

        long weightSum = all.stream().mapToLong(w -> w).sum();
        assertEquals(total, Arrays.stream(parts).sum());
        for (int i = 0; i < parts.length && weightSum > 0; i++) {
            BigDecimal difference = BigDecimal.valueOf(total)
                    .multiply(BigDecimal.valueOf(all.get(i)))
                    .subtract(BigDecimal.valueOf(parts[i]).multiply(BigDecimal.valueOf(weightSum)));
            assertTrue(difference.abs().compareTo(BigDecimal.valueOf(weightSum)) < 0, "part " + i);
        }
    }

    @Provide
    Arbitrary<List<Earnings.Sale>> orders() {
        Arbitrary<Earnings.Sale> sale = Combinators.combine(
                        Arbitraries.of("A", "B", "DEFAULT"), Arbitraries.longs().between(0, 1_000_000))
                .as(Earnings.Sale::new);
        return sale.list().ofMinSize(1).ofMaxSize(12);
    }

    @Provide
    Arbitrary<Percentage> percentages() {
        return Arbitraries.longs().between(0, 1_000_000).map(Percentage::new);
    }

    private static BigDecimal share(BigDecimal amount, Percentage percent, RoundingMode rounding) {
        return amount.multiply(percent.value()).movePointLeft(2).setScale(0, rounding);
    }

    private static List<Earnings.Line> nothing(List<Earnings.Sale> sales) {
        return sales.stream().map(sale -> new Earnings.Line(0, 0)).toList();
    }

    private static long sumOf(
            String group, List<Earnings.Sale> sales, List<Earnings.Line> lines, ToLongFunction<Earnings.Line> value) {
        return IntStream.range(0, sales.size())
                .filter(i -> sales.get(i).group().equals(group))
                .mapToLong(i -> value.applyAsLong(lines.get(i)))
                .sum();
    }

    private static long sum(List<Integer> indexes, ToLongFunction<Integer> value) {
        return indexes.stream().collect(Collectors.summingLong(value));
    }

    private static Earnings.Sale sale(String group, long minor) {
        return new Earnings.Sale(group, minor);
    }

    private static RateReceipt receipt(Term... terms) {
        return new RateReceipt(NOW, "DE", "EUR", List.of(terms), null, null, null);
    }

    private static Term percent(String group, String percent, String share) {
        return term(group, Percentage.parse(percent), Percentage.parse(share));
    }

    private static Term term(String group, Percentage percent, Percentage share) {
        return limited(group, percent, share, null, null);
    }

    private static Term limited(String group, Percentage percent, Percentage share, Long cap, Long minimum) {
        return Term.ofRate(new UUID(0, 1), group, null, null, RateType.PERCENT, percent, null, share, cap, minimum);
    }

    private static Term fixed(String group, long minor, String share) {
        return Term.ofRate(
                new UUID(0, 1), group, null, null, RateType.FIXED, null, minor, Percentage.parse(share), null, null);
    }
}
