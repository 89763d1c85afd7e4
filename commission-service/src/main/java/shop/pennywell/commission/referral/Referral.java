package shop.pennywell.commission.referral;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import shop.pennywell.defaults.id.Ids;

/**
 * One member brought by another, with the terms frozen at the registration. It is earned at most once: nothing leads back to PENDING, and
 * what is expired or revoked stays so. Whoever changes it says so in {@link ReferralChanged}, in the same database transaction.
 */
@Entity
class Referral {

    @Schema(name = "ReferralStatus")
    enum Status {
        /** The friend has not yet placed an order that counts, or it is not confirmed yet. */
        PENDING,
        /** Both sides have their bonus; the referrer perhaps not, beyond the cap. */
        EARNED,
        /** No order that counts was placed in time, or none can count: both sides are paid to one account, or the friend is gone. */
        EXPIRED,
        /** The bonuses were taken back: no order that counts stands any more, or both sides turned out to be paid to one account. */
        REVOKED
    }

    /**
     * What is known of the friend's orders that count.
     *
     * @param confirmed the first that is confirmed; null if none is
     * @param pending whether one waits for its verdict
     * @param earningStands whether the order that earned this referral has not been taken back
     */
    record Orders(UUID confirmed, boolean pending, boolean earningStands) {}

    @Id
    private UUID id;

    private UUID referrerId;
    private UUID friendId;
    private UUID programmeId;

    @Embedded
    private Terms terms;

    @Enumerated(EnumType.STRING)
    private Status status;

    private boolean referrerEarns;
    private UUID transactionId;
    private Instant registeredAt;
    private Instant expiresAt;
    private Instant lookAt;
    private Instant earnedAt;
    private Instant changedAt;
    private int revision;

    protected Referral() {}

    Referral(
            UUID referrerId,
            UUID friendId,
            ReferralProgramme programme,
            Instant registeredAt,
            Duration lateReports,
            Instant now) {
        if (referrerId.equals(friendId)) {
            throw new IllegalArgumentException("nobody brings themselves: " + friendId);
        }
        this.id = Ids.newId();
        this.referrerId = referrerId;
        this.friendId = friendId;
        this.programmeId = programme.id();
        this.terms = programme.terms();
        this.status = Status.PENDING;
        this.registeredAt = registeredAt;
        this.expiresAt = terms.endFor(registeredAt);
        this.lookAt = expiresAt.plus(lateReports);
        this.changedAt = now;
        this.revision = 1;
    }

    /**
     * Takes the step that the friend's orders ask for, if any.
     *
     * @param referrerMayEarn asked only if the answer counts
     * @param lookAgainAfter for a referral that is over but for an order without a verdict
     * @return whether others must hear of it
     */
    boolean judge(Orders orders, BooleanSupplier referrerMayEarn, Duration lookAgainAfter, Instant now) {
        return switch (status) {
            case PENDING -> {
                if (orders.confirmed() != null) {
                    earn(orders.confirmed(), terms.referrerBonus() > 0 && referrerMayEarn.getAsBoolean(), now);
                    yield true;
                }
                if (now.isBefore(lookAt)) {
                    yield false;
                }
                if (orders.pending()) {
                    lookAt = now.plus(lookAgainAfter);
                    yield false;
                }
                expire(now);
                yield true;
            }
            case EARNED -> {
                if (orders.earningStands()) {
                    yield false;
                }
                if (orders.confirmed() != null) {
                    // The bonuses stay where they are; what they hang on from now on is the other order.
                    transactionId = orders.confirmed();
                    yield false;
                }
                to(Status.REVOKED, now);
                yield true;
            }
            case EXPIRED, REVOKED -> false;
        };
    }

    /** The friend's account is gone. */
    boolean endForErasedFriend(Instant now) {
        if (status != Status.PENDING) {
            return false;
        }
        expire(now);
        return true;
    }

    /** Both sides are paid to one account: somebody brought themselves, as far as we can tell. */
    boolean endForSharedAccount(Instant now) {
        switch (status) {
            case PENDING -> expire(now);
            case EARNED -> to(Status.REVOKED, now);
            case EXPIRED, REVOKED -> {
                return false;
            }
        }
        return true;
    }

    private void earn(UUID order, boolean forTheReferrerToo, Instant now) {
        this.transactionId = order;
        this.referrerEarns = forTheReferrerToo;
        this.earnedAt = now;
        to(Status.EARNED, now);
    }

    private void expire(Instant now) {
        to(Status.EXPIRED, now);
    }

    private void to(Status next, Instant now) {
        this.status = next;
        this.changedAt = now;
        this.revision++;
    }

    /** In minor units: what the referrer may get, or got. */
    long referrerBonus() {
        boolean promised = status == Status.PENDING || status == Status.EXPIRED;
        return promised || referrerEarns ? terms.referrerBonus() : 0;
    }

    UUID id() {
        return id;
    }

    UUID referrerId() {
        return referrerId;
    }

    UUID friendId() {
        return friendId;
    }

    UUID programmeId() {
        return programmeId;
    }

    Terms terms() {
        return terms;
    }

    Status status() {
        return status;
    }

    UUID transactionId() {
        return transactionId;
    }

    Instant registeredAt() {
        return registeredAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    Instant earnedAt() {
        return earnedAt;
    }

    Instant changedAt() {
        return changedAt;
    }

    int revision() {
        return revision;
    }
}
