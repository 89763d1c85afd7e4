package shop.pennywell.payments.payout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** A payout as its member sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PayoutResponse(
        UUID id,
        PayoutStatus status,
        Money amount,
        String maskedIban,
        String reason,
        Instant requestedAt,
        Instant changedAt) {

    static PayoutResponse of(Payout payout) {
        return new PayoutResponse(
                payout.id(),
                payout.status(),
                payout.amount(),
                payout.maskedIban(),
                payout.reason(),
                payout.requestedAt(),
                payout.changedAt());
    }
}
