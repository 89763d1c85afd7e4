package shop.pennywell.payments.payout;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.payments.PaymentsProblem;
import shop.pennywell.payments.payoutaccount.PayoutAccount;

/**
 * Money on its way to a member's bank. It goes to the account that the member had when asking, whatever changes later. Every
 * transition says from where it is allowed; there is none that leads back to before the bank.
 */
@Entity
@Table(name = "payout")
public class Payout {

    @Id
    private UUID id;

    private UUID memberId;
    private int revision;

    @Enumerated(EnumType.STRING)
    private PayoutStatus status;

    private long amountMinor;
    private String currency;
    private String holderSealed;
    private String ibanSealed;
    private String bic;
    private String maskedIban;
    private boolean eraseWhenDone;
    private UUID batchId;
    private String reasonCode;
    private String reason;
    private String approvedBy;
    private Instant requestedAt;
    private Instant submittedAt;
    private Instant changedAt;

    Payout() {}

    static Payout requested(UUID id, UUID memberId, Money amount, PayoutAccount to, Instant now) {
        var payout = new Payout();
        payout.id = id;
        payout.memberId = memberId;
        payout.amountMinor = amount.minor();
        payout.currency = amount.currencyCode();
        payout.holderSealed = to.holderSealed();
        payout.ibanSealed = to.ibanSealed();
        payout.bic = to.bic();
        payout.maskedIban = to.maskedIban();
        payout.requestedAt = now;
        payout.become(PayoutStatus.REQUESTED, now);
        return payout;
    }

    void approve(String by, Instant now) {
        require(status == PayoutStatus.REQUESTED);
        approvedBy = by;
        become(PayoutStatus.APPROVED, now);
    }

    /** From now on the payout belongs to this batch and to no other. */
    public void assign(UUID batch) {
        require(status == PayoutStatus.APPROVED && batchId == null);
        batchId = batch;
    }

    /** The batch's file is where the bank takes it from. */
    void submit(Instant now) {
        require(status == PayoutStatus.APPROVED && batchId != null);
        submittedAt = now;
        become(PayoutStatus.SUBMITTED, now);
    }

    void lose(String why, Instant now) {
        require(status == PayoutStatus.SUBMITTED);
        reason = why;
        become(PayoutStatus.UNKNOWN, now);
    }

    void settle(Instant now) {
        require(status.awaitsBank());
        reason = null;
        become(PayoutStatus.SETTLED, now);
        eraseIfDone();
    }

    void reject(String code, String why, Instant now) {
        require(status.awaitsBank());
        reasonCode = code;
        reason = why;
        become(PayoutStatus.REJECTED, now);
        eraseIfDone();
    }

    void comeBack(String code, String why, Instant now) {
        require(status.awaitsBank() || status == PayoutStatus.SETTLED);
        reasonCode = code;
        reason = why;
        become(PayoutStatus.RETURNED, now);
        eraseIfDone();
    }

    /** The member is to be forgotten: at once if the payout is done with, otherwise as soon as it is. */
    void erase() {
        eraseWhenDone = true;
        eraseIfDone();
    }

    private void eraseIfDone() {
        boolean done =
                status == PayoutStatus.SETTLED || status == PayoutStatus.RETURNED || status == PayoutStatus.REJECTED;
        if (eraseWhenDone && done) {
            holderSealed = null;
            ibanSealed = null;
            bic = null;
            maskedIban = "erased";
        }
    }

    private void become(PayoutStatus next, Instant now) {
        status = next;
        changedAt = now;
        revision++;
    }

    private void require(boolean allowed) {
        if (!allowed) {
            throw PaymentsProblem.PAYOUT_STATE.problem("The payout is " + status + ".");
        }
    }

    public UUID id() {
        return id;
    }

    public UUID memberId() {
        return memberId;
    }

    int revision() {
        return revision;
    }

    public PayoutStatus status() {
        return status;
    }

    public Money amount() {
        return Money.of(amountMinor, currency);
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

    String maskedIban() {
        return maskedIban;
    }

    UUID batchId() {
        return batchId;
    }

    String reason() {
        return reason;
    }

    String reasonCode() {
        return reasonCode;
    }

    String approvedBy() {
        return approvedBy;
    }

    Instant submittedAt() {
        return submittedAt;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    Instant changedAt() {
        return changedAt;
    }
}
