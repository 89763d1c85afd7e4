package shop.pennywell.payments.batch;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class BatchRepository implements PanacheRepositoryBase<PayoutBatch, UUID> {

    Optional<PayoutBatch> lock(UUID id) {
        var batch = findByIdOptional(id);
        batch.ifPresent(known -> getEntityManager().refresh(known, LockModeType.PESSIMISTIC_WRITE));
        return batch;
    }

    /** A batch that is not finished and that no replica is working on. */
    @SuppressWarnings("unchecked")
    Optional<PayoutBatch> takeUnfinished(Instant now) {
        List<PayoutBatch> found = getEntityManager()
                .createNativeQuery("""
                        select * from payout_batch
                         where status <> 'SUBMITTED' and (lease_until is null or lease_until < :now)
                         order by created_at limit 1 for update skip locked
                        """, PayoutBatch.class)
                .setParameter("now", now)
                .getResultList();
        return found.stream().findFirst();
    }
}
