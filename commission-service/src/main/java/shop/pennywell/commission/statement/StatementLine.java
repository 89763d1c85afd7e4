package shop.pennywell.commission.statement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * One line of a statement; the amounts of all of them add up to its total.
 *
 * @param position from 1
 * @param reference the order's, the bank's, or the period of the earlier statement
 * @param amount the commission of an order; what is taken off is below nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatementLine(
        int position,
        Kind kind,
        UUID transactionId,
        String reference,
        String store,
        Instant orderedAt,
        Money orderValue,
        Money amount) {

    /** The day of the order in UTC; only where there is an order. */
    public LocalDate orderedOn() {
        return LocalDate.ofInstant(orderedAt, ZoneOffset.UTC);
    }

    enum Kind {
        /** An approved order. */
        ORDER,
        /** An order that was taken back after an earlier statement had billed it. */
        REVERSED_ORDER,
        /** What was paid too much of an earlier statement. */
        OVERPAYMENT,
        /** An earlier statement's total below nothing. */
        BALANCE
    }
}
