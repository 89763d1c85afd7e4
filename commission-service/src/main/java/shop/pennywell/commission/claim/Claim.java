package shop.pennywell.commission.claim;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.defaults.money.Money;

/**
 * A member's report that an order is missing, was declined, or earned too little. Its transitions are guarded: one that its state
 * forbids throws 409 {@code claim-state} and changes nothing. Whoever makes one tells it through {@link ClaimHistory}, in the same
 * database transaction.
 */
@Entity
class Claim {
    /** Enough for any talk about one order; it bounds the history. */
    private static final int MOST_STEPS = 100;

    @Schema(name = "ClaimType")
    enum Type {
        /** The store has not reported an order from a click. */
        MISSING,
        /** An order counts with too little. */
        WRONG_AMOUNT,
        /** An order was declined, or taken back after its approval. */
        DECLINED
    }

    @Schema(name = "ClaimStatus")
    enum Status {
        /** Waits until the store hears of claims about it. */
        ON_ICE,
        /** Waits for staff. */
        SUBMITTED,
        /** Waits for the store. */
        WITH_STORE,
        /** Waits for the member; goes back to where it was asked from. */
        NEEDS_INFORMATION,
        WON,
        LOST,
        WITHDRAWN;

        static final Set<Status> OPEN = EnumSet.of(ON_ICE, SUBMITTED, WITH_STORE, NEEDS_INFORMATION);
        private static final Set<Status> DECIDABLE = EnumSet.of(SUBMITTED, WITH_STORE, NEEDS_INFORMATION);

        boolean isOpen() {
            return OPEN.contains(this);
        }
    }

    /** Why a claim is lost; members read it in plain words. */
    @Schema(name = "ClaimReason")
    enum Reason {
        ORDER_NOT_FOUND,
        OTHER_SOURCE,
        VOUCHER_NOT_ALLOWED,
        EXCLUDED_ITEM,
        TERMS_NOT_MET,
        RETURNED,
        CANCELLED,
        AMOUNT_CORRECT,
        INSUFFICIENT_PROOF,
        NO_ANSWER,
        OTHER
    }

    /**
     * The order that a claim is about.
     *
     * @param transactionId null for an order that is missing
     * @param orderValue as the member says that it should count
     */
    record Subject(
            UUID memberId,
            UUID storeId,
            UUID partnerId,
            String storeSlug,
            String storeName,
            String clickId,
            UUID transactionId,
            String orderReference,
            Instant orderedAt,
            Money orderValue) {}

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private Type type;

    @Enumerated(EnumType.STRING)
    private Status status;

    private UUID memberId;
    private UUID storeId;
    private UUID partnerId;
    private String storeSlug;
    private String storeName;
    private String clickId;
    private UUID transactionId;
    private String orderReference;
    private Instant orderedAt;
    private String currency;
    private long orderValue;
    private String note;
    private LocalDate opensOn;
    private LocalDate closesOn;

    @Enumerated(EnumType.STRING)
    private Status askedFrom;

    @Enumerated(EnumType.STRING)
    private Reason reason;

    @Embedded
    private Receipt receipt;

    private UUID wonTransactionId;
    private Instant forwardedAt;
    private Instant createdAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    private int revision;

    protected Claim() {}

    Claim(Type type, Subject subject, String note, ClaimWindow window, LocalDate today, Instant now) {
        this.id = Ids.newId();
        this.type = type;
        this.memberId = subject.memberId();
        this.storeId = subject.storeId();
        this.partnerId = subject.partnerId();
        this.storeSlug = subject.storeSlug();
        this.storeName = subject.storeName();
        this.clickId = subject.clickId();
        this.transactionId = subject.transactionId();
        this.orderReference = subject.orderReference();
        this.orderedAt = subject.orderedAt();
        this.currency = subject.orderValue().currencyCode();
        this.orderValue = subject.orderValue().minor();
        this.note = note;
        this.opensOn = window.opensOn();
        this.closesOn = window.closesOn();
        this.createdAt = now;
        become(window.isTooEarly(today) ? Status.ON_ICE : Status.SUBMITTED, now);
    }

    /** Its day has come. */
    void thaw(Instant now) {
        require(status == Status.ON_ICE);
        become(Status.SUBMITTED, now);
    }

    /** The store hears of it. */
    void forward(Instant now) {
        require(status == Status.SUBMITTED);
        forwardedAt = now;
        become(Status.WITH_STORE, now);
    }

    /** The member has to say more before it goes on. */
    void ask(Instant now) {
        require(status == Status.SUBMITTED || status == Status.WITH_STORE);
        askedFrom = status;
        become(Status.NEEDS_INFORMATION, now);
    }

    void answer(Instant now) {
        require(status == Status.NEEDS_INFORMATION);
        Status back = askedFrom;
        askedFrom = null;
        become(back, now);
    }

    /** @param transaction that the claim brought about, amended, reinstated or found */
    void win(UUID transaction, Instant now) {
        require(status.isOpen());
        wonTransactionId = transaction;
        become(Status.WON, now);
    }

    void lose(Reason why, Instant now) {
        requireDecidable();
        reason = why;
        become(Status.LOST, now);
    }

    void withdraw(Instant now) {
        require(status.isOpen());
        become(Status.WITHDRAWN, now);
    }

    /** A receipt takes the place of the one before, as long as nothing is decided. */
    void prove(Receipt proof, Instant now) {
        require(status.isOpen() && revision < MOST_STEPS);
        receipt = proof;
        become(status, now);
    }

    /** The proof of a claim that is over has done its work. */
    void forgetReceipt() {
        require(!status.isOpen());
        receipt = null;
    }

    /** Forgets what could tell who the member is. */
    void forget() {
        note = null;
        receipt = null;
    }

    void requireDecidable() {
        require(Status.DECIDABLE.contains(status));
    }

    /** For the store: it may answer what it was sent, also while the member is asked for more. */
    void requireWithStore() {
        require(forwardedAt != null && Status.DECIDABLE.contains(status) && status != Status.SUBMITTED);
    }

    void requireOpen() {
        require(status.isOpen());
    }

    private void become(Status next, Instant now) {
        status = next;
        changedAt = now;
        revision++;
    }

    private void require(boolean allowed) {
        if (!allowed) {
            throw CommissionProblem.CLAIM_STATE.problem("The claim is " + status + ".");
        }
    }

    UUID id() {
        return id;
    }

    Type type() {
        return type;
    }

    Status status() {
        return status;
    }

    UUID memberId() {
        return memberId;
    }

    UUID storeId() {
        return storeId;
    }

    UUID partnerId() {
        return partnerId;
    }

    String storeSlug() {
        return storeSlug;
    }

    String storeName() {
        return storeName;
    }

    String clickId() {
        return clickId;
    }

    /** What it is about; null for an order that is missing. */
    UUID transactionId() {
        return transactionId;
    }

    String orderReference() {
        return orderReference;
    }

    Instant orderedAt() {
        return orderedAt;
    }

    Money orderValue() {
        return Money.of(orderValue, currency);
    }

    String note() {
        return note;
    }

    LocalDate opensOn() {
        return opensOn;
    }

    LocalDate closesOn() {
        return closesOn;
    }

    Reason reason() {
        return reason;
    }

    Optional<Receipt> receipt() {
        return Optional.ofNullable(receipt);
    }

    UUID wonTransactionId() {
        return wonTransactionId;
    }

    /** When the store heard of it; null before that. */
    Instant forwardedAt() {
        return forwardedAt;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant changedAt() {
        return changedAt;
    }

    int revision() {
        return revision;
    }
}
