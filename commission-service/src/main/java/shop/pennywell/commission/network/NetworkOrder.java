package shop.pennywell.commission.network;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** An order as a network tells it, and what became of it here. */
@Entity
class NetworkOrder {
    private static final int MOST_WORDS = 500;

    /** Where it stands. */
    enum State {
        /** Not looked at yet. */
        WAITING,
        /** Its transaction is as the network says. */
        APPLIED,
        /** It is not, and its code says why. Nothing is lost: the next word of the network, or staff, has it tried again. */
        PARKED
    }

    @Id
    private UUID id;

    private UUID accountId;
    private String orderKey;

    @Enumerated(EnumType.STRING)
    private State state;

    private String code;
    private String detail;
    private String programmeId;
    private String clickId;
    private String rawStatus;
    private String rawReason;
    private String orderReference;
    private UUID transactionId;
    private Instant dueAt;
    private int attempts;
    private Instant firstSeenAt;
    private Instant changedAt;

    protected NetworkOrder() {}

    /** What was read of its records. */
    void read(OrderSum sum) {
        this.programmeId = sum.first().programmeId();
        this.clickId = sum.clickId();
        this.rawStatus = sum.rawStatus();
        this.rawReason = sum.rawReason();
        this.orderReference = sum.orderReference();
    }

    void applied(UUID transaction, Instant now) {
        this.transactionId = transaction;
        outcome(State.APPLIED, null, null, now);
    }

    void parked(String why, String said, Instant now) {
        outcome(State.PARKED, why, said, now);
    }

    /** Something of ours went wrong: it shows, and is tried again by itself. */
    void failed(String why, String said, Instant again, Instant now) {
        int tries = attempts + 1;
        parked(why, said, now);
        this.attempts = tries;
        this.dueAt = again;
    }

    void tryAgain(Instant now) {
        this.dueAt = now;
    }

    private void outcome(State next, String why, String said, Instant now) {
        this.state = next;
        this.code = why;
        this.detail = said == null || said.length() <= MOST_WORDS ? said : said.substring(0, MOST_WORDS);
        this.dueAt = null;
        this.attempts = 0;
        this.changedAt = now;
    }

    UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    String orderKey() {
        return orderKey;
    }

    State state() {
        return state;
    }

    String code() {
        return code;
    }

    String detail() {
        return detail;
    }

    String programmeId() {
        return programmeId;
    }

    String clickId() {
        return clickId;
    }

    String rawStatus() {
        return rawStatus;
    }

    String rawReason() {
        return rawReason;
    }

    String orderReference() {
        return orderReference;
    }

    UUID transactionId() {
        return transactionId;
    }

    Instant dueAt() {
        return dueAt;
    }

    int attempts() {
        return attempts;
    }

    Instant firstSeenAt() {
        return firstSeenAt;
    }

    Instant changedAt() {
        return changedAt;
    }
}
