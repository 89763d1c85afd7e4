package shop.pennywell.commission.performance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import shop.pennywell.defaults.money.Money;

/**
 * How a partner's stores did. Clicks count on their day, orders on the day of their report, as they stand now; amounts leave out what was
 * declined or taken back.
 *
 * @param clicksKnown whether statistics could be asked; if not, there are no clicks and no conversion
 * @param groups only if asked for
 */
record Performance(
        LocalDate from, LocalDate to, boolean clicksKnown, List<Store> stores, List<Day> days, List<GroupDay> groups) {

    /** A day of a store; days without clicks and orders are left out. */
    @Schema(name = "DayPerformance")
    record Day(
            LocalDate day,
            String storeSlug,
            Long clicks,
            long orders,
            long pending,
            long approved,
            long declined,
            Money orderValue,
            Money commission) {}

    /** A day of a commission group of a store. */
    @Schema(name = "GroupPerformance")
    record GroupDay(
            LocalDate day,
            String storeSlug,
            String group,
            long orders,
            long quantity,
            Money orderValue,
            Money commission) {}

    /**
     * A store over the whole period.
     *
     * @param conversion orders by clicks, as a fraction with four decimals; none without clicks
     * @param averageOrder of those that are not declined or taken back, rounded half up; none without any
     * @param approvalRate approved by approved and declined, as a fraction with four decimals; none before the first verdict
     */
    @Schema(name = "StorePerformance")
    record Store(
            String storeSlug,
            Long clicks,
            long orders,
            long pending,
            long approved,
            long declined,
            Money orderValue,
            Money commission,
            BigDecimal conversion,
            Money averageOrder,
            BigDecimal approvalRate) {

        static Store of(String slug, String currency, boolean clicksKnown, List<Day> days) {
            Long clicks = clicksKnown ? days.stream().mapToLong(Day::clicks).sum() : null;
            long orders = days.stream().mapToLong(Day::orders).sum();
            long approved = days.stream().mapToLong(Day::approved).sum();
            long declined = days.stream().mapToLong(Day::declined).sum();
            long value =
                    days.stream().mapToLong(day -> day.orderValue().minor()).sum();
            return new Store(
                    slug,
                    clicks,
                    orders,
                    days.stream().mapToLong(Day::pending).sum(),
                    approved,
                    declined,
                    Money.of(value, currency),
                    Money.of(
                            days.stream()
                                    .mapToLong(day -> day.commission().minor())
                                    .sum(),
                            currency),
                    clicks == null ? null : fraction(orders, clicks),
                    orders == declined ? null : Money.of(rounded(value, orders - declined), currency),
                    fraction(approved, approved + declined));
        }

        private static BigDecimal fraction(long part, long whole) {
            return whole == 0
                    ? null
                    : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP);
        }

        private static long rounded(long sum, long count) {
            return BigDecimal.valueOf(sum)
                    .divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_UP)
                    .longValueExact();
        }
    }
}
