package shop.pennywell.payments.payoutaccount;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** The bank account a member is paid to. Holder and IBAN are kept encrypted. */
@Entity
@Table(name = "payout_account")
public class PayoutAccount {

    /** Holder and IBAN in the clear: never stored, never logged. */
    record Details(String holder, Iban iban, String bic) {}

    @Id
    private UUID memberId;

    private String holderSealed;
    private String ibanSealed;
    private String bic;
    private String maskedIban;
    private Instant changedAt;
    private Instant payoutsFrom;

    PayoutAccount() {}

    /** A member's first account: nobody can have been robbed of an earlier one, so payouts need not wait. */
    static PayoutAccount first(UUID memberId, Details details, Sealer sealer, Instant now) {
        var account = new PayoutAccount();
        account.memberId = memberId;
        account.set(details, sealer, now);
        account.payoutsFrom = now;
        return account;
    }

    /** Replaces the account; payouts to it wait. */
    void change(Details details, Sealer sealer, Instant now, Duration hold) {
        set(details, sealer, now);
        payoutsFrom = now.plus(hold);
    }

    boolean is(Details details, Sealer sealer) {
        return sealer.open(memberId, ibanSealed).equals(details.iban().value())
                && sealer.open(memberId, holderSealed).equals(details.holder())
                && Objects.equals(bic, details.bic());
    }

    /** Whether payouts still wait because the account was changed. */
    public boolean onHold(Instant now) {
        return now.isBefore(payoutsFrom);
    }

    private void set(Details details, Sealer sealer, Instant now) {
        holderSealed = sealer.seal(memberId, details.holder());
        ibanSealed = sealer.seal(memberId, details.iban().value());
        bic = details.bic();
        maskedIban = details.iban().masked();
        changedAt = now;
    }

    UUID memberId() {
        return memberId;
    }

    public String holderSealed() {
        return holderSealed;
    }

    public String ibanSealed() {
        return ibanSealed;
    }

    public String bic() {
        return bic;
    }

    public String maskedIban() {
        return maskedIban;
    }

    Instant changedAt() {
        return changedAt;
    }

    public Instant payoutsFrom() {
        return payoutsFrom;
    }
}
