package shop.pennywell.payments.payout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * A payout as staff see it.
 *
 * @param approvedBy the id of who let it go, or the setting that did
 * @param reasonCode the bank's ISO 20022 code, e.g. {@code AC04}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PayoutAdminResponse(
        UUID id,
        UUID memberId,
        PayoutStatus status,
        Money amount,
        String maskedIban,
        String approvedBy,
        UUID batchId,
        Instant submittedAt,
        String reasonCode,
        String reason,
        Instant requestedAt,
        Instant changedAt) {

    static PayoutAdminResponse of(Payout payout) {
        return new PayoutAdminResponse(
                payout.id(),
                payout.memberId(),
                payout.status(),
                payout.amount(),
                payout.maskedIban(),
                payout.approvedBy(),
                payout.batchId(),
                payout.submittedAt(),
                payout.reasonCode(),
                payout.reason(),
                payout.requestedAt(),
                payout.changedAt());
    }
}
