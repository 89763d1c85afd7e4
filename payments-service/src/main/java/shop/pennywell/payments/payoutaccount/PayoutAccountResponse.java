package shop.pennywell.payments.payoutaccount;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * Where a member is paid to, as far as it is shown.
 *
 * @param iban masked
 * @param payoutsFrom payouts wait until then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PayoutAccountResponse(String holder, String iban, String bic, Instant changedAt, Instant payoutsFrom) {

    static PayoutAccountResponse of(PayoutAccount account, Sealer sealer) {
        return new PayoutAccountResponse(
                sealer.open(account.memberId(), account.holderSealed()),
                account.maskedIban(),
                account.bic(),
                account.changedAt(),
                account.payoutsFrom());
    }
}
