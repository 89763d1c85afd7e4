package shop.pennywell.payments.payout;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.payments.TimePosition;

/** Payouts, and the locks that their changes need. */
@ApplicationScoped
public class PayoutRepository implements PanacheRepositoryBase<Payout, UUID> {

    /** The payout as it is now, and as nobody else changes it until the end of the transaction. */
    public Optional<Payout> lock(UUID id) {
        var payout = findByIdOptional(id);
        payout.ifPresent(known -> getEntityManager().refresh(known, LockModeType.PESSIMISTIC_WRITE));
        return payout;
    }

    /** Approved payouts that are in no batch yet, oldest first; those another transaction has taken are left out. */
    @SuppressWarnings("unchecked")
    public List<Payout> takeApproved(String currency, int limit) {
        return getEntityManager()
                .createNativeQuery("""
                        select * from payout where status = 'APPROVED' and batch_id is null and currency = :currency
                         order by requested_at, id limit :limit for update skip locked
                        """, Payout.class)
                .setParameter("currency", currency)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Payouts that the bank should have answered by now; those another replica looks at are left out. */
    @SuppressWarnings("unchecked")
    List<Payout> takeUnanswered(Instant submittedBefore, int limit) {
        return getEntityManager()
                .createNativeQuery("""
                        select * from payout where status = 'SUBMITTED' and submitted_at < :before
                         order by submitted_at limit :limit for update skip locked
                        """, Payout.class)
                .setParameter("before", submittedBefore)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Payouts of a batch that are still to be marked as in its file. */
    public List<Payout> takeUnsubmitted(UUID batchId, int limit) {
        return find("batchId = ?1 and status = ?2 order by id", batchId, PayoutStatus.APPROVED)
                .page(Page.ofSize(limit))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** In the order of their ids, so that a batch's file is the same whenever it is written. */
    public List<Payout> ofBatch(UUID batchId) {
        return list("batchId = ?1 order by id", batchId);
    }

    List<Payout> ofMember(UUID memberId) {
        return list("memberId", memberId);
    }

    /** Newest first, one more than the limit if there are more. */
    List<Payout> pageOfMember(UUID memberId, String after, int limit) {
        var position = TimePosition.after(after);
        return find(
                        "memberId = ?1 and (requestedAt < ?2 or requestedAt = ?2 and id < ?3) "
                                + "order by requestedAt desc, id desc",
                        memberId,
                        position.at(),
                        position.id())
                .page(Page.ofSize(limit + 1))
                .list();
    }

    /** Newest first, one more than the limit if there are more; in any status if none is given. */
    List<Payout> page(PayoutStatus status, String after, int limit) {
        var position = TimePosition.after(after);
        var before = "(requestedAt < ?1 or requestedAt = ?1 and id < ?2) ";
        var order = "order by requestedAt desc, id desc";
        var query = status == null
                ? find(before + order, position.at(), position.id())
                : find(before + "and status = ?3 " + order, position.at(), position.id(), status);
        return query.page(Page.ofSize(limit + 1)).list();
    }

    static String position(Payout payout) {
        return new TimePosition(payout.requestedAt(), payout.id()).cursor();
    }
}
