package shop.pennywell.commission.referral;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The referrals, and which of them are to be judged. */
@ApplicationScoped
class ReferralRepository implements PanacheRepositoryBase<Referral, UUID> {
    /** Distinguishes these locks from other users of PostgreSQL's advisory locks. */
    private static final int REFERRER_LOCKS = 0x72656672;

    private static final UUID LAST = new UUID(-1, -1);

    /** That a referral is to be judged. */
    record Check(UUID id, UUID referralId) {}

    /** Until the end of the transaction no other referral of this member is earned: of two, the later counts the earlier. */
    void lockReferrer(UUID referrerId) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(:kind, :key)")
                .setParameter("kind", REFERRER_LOCKS)
                .setParameter("key", referrerId.hashCode())
                .getSingleResult();
    }

    Optional<Referral> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    Optional<Referral> ofFriend(UUID friendId) {
        return find("friendId", friendId).firstResultOptional();
    }

    Optional<Referral> lockOfFriend(UUID friendId) {
        return find("friendId", friendId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** How many referrals that stand earned this member something from one moment to another. */
    long earned(UUID referrerId, Instant from, Instant to) {
        return count(
                "referrerId = ?1 and status = ?2 and referrerEarns and earnedAt >= ?3 and earnedAt < ?4",
                referrerId,
                Referral.Status.EARNED,
                from,
                to);
    }

    /** @param filter named parameters of the condition */
    List<Referral> newest(String condition, Map<String, Object> filter, UUID before, int limit) {
        filter.put("before", before == null ? LAST : before);
        return find("id < :before" + condition + " order by id desc", filter)
                .page(0, limit)
                .list();
    }

    /** Whoever of these members was brought by another is judged soon. */
    void check(Collection<UUID> friendIds) {
        getEntityManager()
                .createNativeQuery("""
                        insert into referral_check (id, referral_id)
                        select gen_random_uuid(), id from referral
                        where friend_id = any (:friends) and status in ('PENDING', 'EARNED')
                        """)
                .setParameter("friends", friendIds.toArray(UUID[]::new))
                .executeUpdate();
    }

    List<Check> checks(int limit) {
        List<?> rows = getEntityManager()
                .createNativeQuery("select id, referral_id from referral_check order by id limit :limit", Tuple.class)
                .setParameter("limit", limit)
                .getResultList();
        return rows.stream()
                .map(Tuple.class::cast)
                .map(row -> new Check(row.get(0, UUID.class), row.get(1, UUID.class)))
                .toList();
    }

    /** Whether it is the caller's, who does in this transaction what it asks for: not if another has it or had it. */
    boolean take(Check check) {
        return getEntityManager()
                        .createNativeQuery("""
                                delete from referral_check
                                where id = (select id from referral_check where id = :id for update skip locked)
                                """)
                        .setParameter("id", check.id())
                        .executeUpdate()
                == 1;
    }

    /** Pending ones whose time is over, or that may be over by now. */
    List<UUID> due(Instant now, int limit) {
        return getEntityManager()
                .createQuery(
                        "select id from Referral where status = :pending and lookAt <= :now order by lookAt",
                        UUID.class)
                .setParameter("pending", Referral.Status.PENDING)
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Locks one of them, unless another replica has it or had it. */
    Optional<Referral> takeDue(UUID id, Instant now) {
        List<?> mine = getEntityManager()
                .createNativeQuery(
                        "select id from referral where id = :id and status = 'PENDING' and look_at <= :now for update skip locked",
                        UUID.class)
                .setParameter("id", id)
                .setParameter("now", now)
                .getResultList();
        return mine.isEmpty() ? Optional.empty() : findByIdOptional(id);
    }

    void erase(UUID memberId, Instant now) {
        getEntityManager()
                .createNativeQuery(
                        "insert into referral_erased_member (member_id, erased_at) values (:member, :now) on conflict do nothing")
                .setParameter("member", memberId)
                .setParameter("now", now)
                .executeUpdate();
    }

    boolean isErased(UUID memberId) {
        return !getEntityManager()
                .createNativeQuery("select 1 from referral_erased_member where member_id = :member")
                .setParameter("member", memberId)
                .getResultList()
                .isEmpty();
    }
}
