package shop.pennywell.commission.hold;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.commission.CommissionProblem;

/** One reason why an order's cashback waits, or has waited: decided once. */
@Entity
class Hold {

    enum Status {
        STANDING,
        RELEASED,
        DECLINED
    }

    /** Who decided. */
    enum How {
        STAFF,
        /** Nobody did in time. */
        TIME
    }

    @Id
    private UUID id;

    private UUID transactionId;
    private UUID partnerId;
    private UUID memberId;

    @Enumerated(EnumType.STRING)
    private HoldRule rule;

    private String evidence;

    @Column(updatable = false)
    private String figures;

    @Enumerated(EnumType.STRING)
    private Status status;

    private Instant openedAt;
    private Instant releasesAt;
    private Instant decidedAt;

    @Enumerated(EnumType.STRING)
    private How decidedHow;

    private String decidedBy;
    private String note;

    protected Hold() {}

    /** @param note perhaps null */
    void release(String staff, String note, Instant now) {
        decide(Status.RELEASED, How.STAFF, now);
        this.decidedBy = staff;
        this.note = note;
    }

    void decline(String staff, String note, Instant now) {
        decide(Status.DECLINED, How.STAFF, now);
        this.decidedBy = staff;
        this.note = note;
    }

    void expire(Instant now) {
        decide(Status.RELEASED, How.TIME, now);
    }

    private void decide(Status next, How how, Instant now) {
        if (status != Status.STANDING) {
            throw CommissionProblem.HOLD_DECIDED.problem("It was " + status + " at " + decidedAt + ".");
        }
        this.status = next;
        this.decidedHow = how;
        this.decidedAt = now;
    }

    UUID id() {
        return id;
    }

    UUID transactionId() {
        return transactionId;
    }

    UUID partnerId() {
        return partnerId;
    }

    UUID memberId() {
        return memberId;
    }

    HoldRule rule() {
        return rule;
    }

    String evidence() {
        return evidence;
    }

    /** In JSON. */
    String figures() {
        return figures;
    }

    Status status() {
        return status;
    }

    Instant openedAt() {
        return openedAt;
    }

    Instant releasesAt() {
        return releasesAt;
    }

    Instant decidedAt() {
        return decidedAt;
    }

    How decidedHow() {
        return decidedHow;
    }

    String decidedBy() {
        return decidedBy;
    }

    String note() {
        return note;
    }
}
