package shop.pennywell.payments.batch;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.payments.payout.PayoutConfig;

/**
 * Payouts that go to the bank in one file. Everything the file says is here or on its payouts, also our own account as it
 * was then, so that the file comes out the same whenever it is written.
 */
@Entity
@Table(name = "payout_batch")
class PayoutBatch {

    /** How far a batch is; each step may be done again after a crash without doing harm. */
    enum Status {
        /** Its payouts are fixed. */
        CREATED,
        /** Its file lies in the store and is not written again. */
        STORED,
        /** All its payouts are marked as submitted. */
        SUBMITTED
    }

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private Status status;

    private String currency;
    private int payouts;
    private long totalMinor;
    private String debtorName;
    private String debtorIban;
    private String debtorBic;
    private LocalDate executionOn;
    private String createdBy;
    private Instant createdAt;

    @SuppressWarnings("UnusedVariable") // read by the query that looks for unfinished batches
    private Instant leaseUntil;

    PayoutBatch() {}

    static PayoutBatch of(UUID id, int payouts, Money total, PayoutConfig.Debtor debtor, String by, Instant now) {
        var batch = new PayoutBatch();
        batch.id = id;
        batch.status = Status.CREATED;
        batch.currency = total.currencyCode();
        batch.payouts = payouts;
        batch.totalMinor = total.minor();
        batch.debtorName = debtor.name();
        batch.debtorIban = debtor.iban().replace(" ", "");
        batch.debtorBic = debtor.bic();
        batch.executionOn = LocalDate.ofInstant(now, java.time.ZoneOffset.UTC);
        batch.createdBy = by;
        batch.createdAt = now;
        return batch;
    }

    void stored() {
        if (status == Status.CREATED) {
            status = Status.STORED;
        }
    }

    void submitted() {
        if (status == Status.CREATED) {
            throw new IllegalStateException("batch " + id + " has no file yet");
        }
        status = Status.SUBMITTED;
    }

    void lease(Instant until) {
        leaseUntil = until;
    }

    /** Where a batch's file lies. */
    static String fileKey(UUID id) {
        return "batches/" + id + ".xml";
    }

    UUID id() {
        return id;
    }

    Status status() {
        return status;
    }

    int payouts() {
        return payouts;
    }

    Money total() {
        return Money.of(totalMinor, currency);
    }

    String debtorName() {
        return debtorName;
    }

    String debtorIban() {
        return debtorIban;
    }

    String debtorBic() {
        return debtorBic;
    }

    LocalDate executionOn() {
        return executionOn;
    }

    String createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }
}
