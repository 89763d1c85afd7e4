package shop.pennywell.commission.claim;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The claims. */
@ApplicationScoped
class ClaimRepository implements PanacheRepositoryBase<Claim, UUID> {
    /** Distinguishes these locks from other users of PostgreSQL's advisory locks. */
    private static final int MEMBER_LOCKS = 0x636c6169;

    private static final int ORDER_LOCKS = 0x636c616f;

    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    /** Until the end of the transaction this member files nothing else: of two claims about one order the later finds the earlier. */
    void lockMember(UUID memberId) {
        lock(MEMBER_LOCKS, memberId.hashCode());
    }

    /** Until the end of the transaction nobody else wins this order: of two who claim it the later is decided with the earlier in sight. */
    void lockOrder(Claim claim) {
        lock(ORDER_LOCKS, Objects.hash(claim.storeId(), claim.orderReference().toLowerCase(Locale.ROOT)));
    }

    private void lock(int kind, int key) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(:kind, :key)")
                .setParameter("kind", kind)
                .setParameter("key", key)
                .getSingleResult();
    }

    /** The claim, locked until the end of the transaction: of two who move it at once, one waits and sees what the other did. */
    Optional<Claim> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    Optional<Claim> ofMember(UUID id, UUID memberId) {
        return findByIdOptional(id).filter(claim -> claim.memberId().equals(memberId));
    }

    /** A member's claims, newest first. */
    List<Claim> newestOfMember(UUID memberId, UUID before, int limit) {
        return find("memberId = ?1 and id < ?2 order by id desc", memberId, before == null ? LAST : before)
                .page(0, limit)
                .list();
    }

    /** A queue: oldest first. */
    List<Claim> oldest(ClaimFilter filter, UUID after, int limit) {
        Map<String, Object> parameters = filter.parameters();
        parameters.put("after", after == null ? FIRST : after);
        return find("id > :after" + filter.where() + " order by id", parameters)
                .page(0, limit)
                .list();
    }

    /** A member's claims about orders from these clicks that stand, oldest first. */
    List<Claim> ofClicks(UUID memberId, Collection<String> clickIds) {
        return list(
                "memberId = ?1 and clickId in ?2 and status <> ?3 order by id",
                memberId,
                clickIds,
                Claim.Status.WITHDRAWN);
    }

    /** Those about this order that stand, oldest first. */
    List<Claim> about(UUID transactionId) {
        return list("transactionId = ?1 and status <> ?2 order by id", transactionId, Claim.Status.WITHDRAWN);
    }

    List<UUID> idsOfMember(UUID memberId) {
        return getEntityManager()
                .createQuery("select id from Claim where memberId = :member order by id", UUID.class)
                .setParameter("member", memberId)
                .getResultList();
    }

    long open(UUID memberId) {
        return count("memberId = ?1 and status in ?2", memberId, Claim.Status.OPEN);
    }

    long filedSince(UUID memberId, Instant moment) {
        return count("memberId = ?1 and createdAt > ?2", memberId, moment);
    }

    /** Whether the member has claimed this missing order before, and did not withdraw. */
    boolean knowsMissing(UUID memberId, UUID storeId, String orderReference) {
        return count(
                        "memberId = ?1 and storeId = ?2 and type = ?3 and status <> ?4 and lower(orderReference) = lower(?5)",
                        memberId,
                        storeId,
                        Claim.Type.MISSING,
                        Claim.Status.WITHDRAWN,
                        orderReference)
                > 0;
    }

    /** Whether a claim about this order is open, or one of this type was lost. */
    boolean knows(UUID transactionId, Claim.Type type) {
        return count(
                        "transactionId = ?1 and (status in ?2 or (status = ?3 and type = ?4))",
                        transactionId,
                        Claim.Status.OPEN,
                        Claim.Status.LOST,
                        type)
                > 0;
    }

    /** Others that claim the same order of the same store. */
    List<Claim> rivals(Claim claim) {
        return find(
                        "storeId = ?1 and lower(orderReference) = lower(?2) and memberId <> ?3 order by id",
                        claim.storeId(),
                        claim.orderReference(),
                        claim.memberId())
                .page(0, 20)
                .list();
    }

    /** Whether another has won this order already, whatever the case of the letters it was claimed with. */
    boolean wonByAnother(Claim claim) {
        return count(
                        "storeId = ?1 and lower(orderReference) = lower(?2) and memberId <> ?3 and status = ?4",
                        claim.storeId(),
                        claim.orderReference(),
                        claim.memberId(),
                        Claim.Status.WON)
                > 0;
    }
}
