package shop.pennywell.payments.bankfile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * @param kind of the file, e.g. {@code camt.053.001.08}
 * @param payoutId absent if no payout has the line's reference
 * @param code the bank's reason code
 * @param reason why nothing was done, when the line was read last
 * @param readAt when it was read first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UnmatchedLineResponse(
        UUID id,
        String kind,
        String reference,
        UUID payoutId,
        String outcome,
        Money amount,
        String code,
        String reason,
        Instant readAt) {

    static UnmatchedLineResponse of(UnmatchedLine line) {
        return new UnmatchedLineResponse(
                line.id(),
                line.kind(),
                line.reference(),
                line.payoutId(),
                line.outcome(),
                line.amount(),
                line.code(),
                line.reason(),
                line.readAt());
    }
}
