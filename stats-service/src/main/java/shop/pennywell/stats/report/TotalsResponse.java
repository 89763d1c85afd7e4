package shop.pennywell.stats.report;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import shop.pennywell.stats.counter.Metric;
import shop.pennywell.stats.counter.Tally;

/** Key figures of a range of days; amounts one per currency, never converted. */
record TotalsResponse(
        LocalDate from,
        LocalDate to,

        @Schema(description = "the store asked for; missing for the whole platform")
        String store,

        @Schema(description = "by clickedAt") long clicks,

        @Schema(description = "first click of a member at a store on a day, by clickedAt")
        long uniqueClicks,

        @Schema(description = "whatever became of them, by orderedAt")
        long orders,

        @Schema(description = "orders that are approved or paid now, by orderedAt")
        long approved,

        @Schema(description = "orders that are declined or clawed back now, by orderedAt")
        long declined,

        @Schema(description = "value of the orders that are not declined, by orderedAt")
        List<MoneySum> saleAmounts,

        @Schema(description = "our commission on the orders that are not declined, by orderedAt")
        List<MoneySum> commissions,

        @Schema(description = "the members' part of it, by orderedAt")
        List<MoneySum> cashbacks,

        @Schema(description = "whatever became of them, by the claim's createdAt")
        long claims,

        @Schema(description = "by the claim's createdAt") long claimsWon,
        @Schema(description = "by the claim's createdAt") long claimsLost,

        @Schema(description = "by the time of the view") long pageViews,

        @Schema(description = "by the time of the search; platform only")
        long searches,

        @Schema(description = "by registeredAt; platform only")
        long registrations,

        @Schema(description = "by changedAt; platform only") long messagesSent,
        @Schema(description = "by changedAt; platform only") long messagesFailed,

        @Schema(description = "settled and not returned, by the settlement's changedAt; platform only")
        long payouts,

        @Schema(description = "of the same; platform only") List<MoneySum> payoutAmounts,

        @Schema(description = "what partners paid on statements, by receivedOn; platform only")
        List<MoneySum> statementPayments) {

    static TotalsResponse of(DayRange range, String store, Tally tally) {
        return new TotalsResponse(
                range.first(),
                range.last(),
                store,
                tally.count(Metric.CLICKS),
                tally.count(Metric.UNIQUE_CLICKS),
                tally.count(Metric.ORDERS),
                tally.count(Metric.APPROVED),
                tally.count(Metric.DECLINED),
                amounts(tally, Metric.SALE_AMOUNTS),
                amounts(tally, Metric.COMMISSIONS),
                amounts(tally, Metric.CASHBACKS),
                tally.count(Metric.CLAIMS),
                tally.count(Metric.CLAIMS_WON),
                tally.count(Metric.CLAIMS_LOST),
                tally.count(Metric.PAGE_VIEWS),
                tally.count(Metric.SEARCHES),
                tally.count(Metric.REGISTRATIONS),
                tally.count(Metric.MESSAGES_SENT),
                tally.count(Metric.MESSAGES_FAILED),
                tally.count(Metric.PAYOUTS),
                amounts(tally, Metric.PAYOUT_AMOUNTS),
                amounts(tally, Metric.STATEMENT_PAYMENTS));
    }

    private static List<MoneySum> amounts(Tally tally, Metric metric) {
        return tally.sums(metric).entrySet().stream()
                .map(sum -> MoneySum.of(sum.getValue(), sum.getKey()))
                .toList();
    }
}
