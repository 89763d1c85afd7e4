package shop.pennywell.commission.transaction;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;

/** Whether the member may be paid, and what stands against it; the order itself goes its way. */
@Embeddable
class Payability {

    /** What is held against the cashback. */
    enum Hold {
        NONE,
        /** Somebody looks at it. */
        STANDING,
        /** Staff have declined it: whatever the partner says, nothing is payable until they say otherwise. */
        REFUSED
    }

    /** As far as the partner goes. */
    private boolean due;

    /** It is due, and nothing is held against it. */
    private boolean payable;

    @Enumerated(EnumType.STRING)
    private Hold hold = Hold.NONE;

    private Instant heldUntil;

    void due(boolean isDue) {
        this.due = isDue;
        this.payable = isDue && hold == Hold.NONE;
    }

    /** What is payable may be taken out already. */
    boolean mayBeHeld() {
        return !payable && hold != Hold.REFUSED;
    }

    /**
     * The cashback waits, at most until then.
     *
     * @return whether that is longer than before
     */
    boolean hold(Instant until) {
        if (!mayBeHeld()) {
            throw new IllegalStateException("nothing can be held any more");
        }
        if (hold == Hold.STANDING && !until.isAfter(heldUntil)) {
            return false;
        }
        this.hold = Hold.STANDING;
        this.heldUntil = until;
        return true;
    }

    /** Nothing stands against it any more. */
    void release() {
        if (hold != Hold.STANDING) {
            throw new IllegalStateException("nothing is held");
        }
        turn(Hold.NONE);
    }

    void refuse() {
        turn(Hold.REFUSED);
    }

    /** Staff take back that they declined it. */
    void forgive() {
        if (hold == Hold.REFUSED) {
            turn(Hold.NONE);
        }
    }

    private void turn(Hold next) {
        this.hold = next;
        this.heldUntil = null;
        due(due);
    }

    boolean isPayable() {
        return payable;
    }

    boolean isRefused() {
        return hold == Hold.REFUSED;
    }

    /** Null if nobody looks at it. */
    Instant heldUntil() {
        return heldUntil;
    }
}
