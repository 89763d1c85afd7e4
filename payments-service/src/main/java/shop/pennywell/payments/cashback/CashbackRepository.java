package shop.pennywell.payments.cashback;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import shop.pennywell.payments.TimePosition;

@ApplicationScoped
class CashbackRepository implements PanacheRepositoryBase<CashbackTransaction, UUID> {

    /** Distinguishes these locks from other users of PostgreSQL's advisory locks. */
    private static final int MEMBER_LOCKS = 0x63617368;

    private final EntityManager entities;

    CashbackRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Until the end of the transaction nobody else changes this member's cashback. Taken before any row is locked. */
    void lockMember(UUID memberId) {
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(:locks, :member)")
                .setParameter("locks", MEMBER_LOCKS)
                .setParameter("member", memberId.hashCode())
                .getSingleResult();
    }

    /**
     * The member's transactions whose PAID does not agree with what reached the bank: the oldest payable ones are paid, as
     * far as {@code paid} goes. Bonuses take their turn among them.
     */
    List<CashbackTransaction> wronglyCovered(UUID memberId, String currency, long paid) {
        entities.flush();
        @SuppressWarnings("unchecked")
        List<UUID> ids = entities.createNativeQuery("""
                        select id from (
                            select id, status, cashback_minor,
                                   sum(cashback_minor) over (order by payable_since, id) <= :paid as covered
                              from (select id, status, cashback_minor, payable_since from cashback_transaction
                                     where member_id = :member and currency = :currency and stage = 'PAYABLE'
                                    union all
                                    select referral_id, null, referrer_minor, booked_at from referral_booking
                                     where referrer_id = :member and currency = :currency
                                    union all
                                    select referral_id, null, friend_minor, booked_at from referral_booking
                                     where friend_id = :member and currency = :currency) owed) payable
                         where status is not null and cashback_minor > 0 and covered <> (status = 'PAID')
                        """, UUID.class)
                .setParameter("paid", paid)
                .setParameter("member", memberId)
                .setParameter("currency", currency)
                .getResultList();
        return ids.isEmpty() ? List.of() : list("id in ?1 order by payableSince, id", ids);
    }

    /** Newest order first, one more than the limit if there are more. */
    List<CashbackTransaction> page(UUID memberId, CashbackStatus status, String after, int limit) {
        var position = TimePosition.after(after);
        return entities.createQuery("""
                        select t from CashbackTransaction t
                         where t.memberId = :member and (:status is null or t.status = :status)
                           and (t.orderedAt < :at or t.orderedAt = :at and t.id < :id)
                         order by t.orderedAt desc, t.id desc
                        """, CashbackTransaction.class)
                .setParameter("member", memberId)
                .setParameter("status", status)
                .setParameter("at", position.at())
                .setParameter("id", position.id())
                .setMaxResults(limit + 1)
                .getResultList();
    }

    List<HistoryLine> history(List<UUID> transactionIds) {
        return entities.createQuery(
                        "select h from HistoryLine h where h.transactionId in :ids order by h.at, h.id",
                        HistoryLine.class)
                .setParameter("ids", transactionIds)
                .getResultList();
    }

    void tell(HistoryLine line) {
        entities.persist(line);
    }

    boolean told(TransactionChanged change) {
        return entities.find(HistoryLine.class, HistoryLine.idOf(change)) != null;
    }

    static String position(CashbackTransaction transaction) {
        return new TimePosition(transaction.orderedAt(), transaction.id()).cursor();
    }
}
