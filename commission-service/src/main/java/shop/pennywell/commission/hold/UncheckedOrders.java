package shop.pennywell.commission.hold;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;

/**
 * The orders that the rules have not looked at. Whoever touches a row here has locked its transaction before, so that an order is looked at once,
 * and never while its cashback is made payable.
 */
@ApplicationScoped
class UncheckedOrders {
    private static final int REPLICAS = 4;

    private final Session entities;

    UncheckedOrders(Session entities) {
        this.entities = entities;
    }

    /**
     * Locks the transactions of some, the oldest first, without waiting for those that somebody works on. A few times as many are looked at, so that
     * several replicas find something each.
     */
    List<UUID> lockSome(int limit) {
        return entities.createNativeQuery("""
                        select id from transaction
                        where id = any(array(select transaction_id from transaction_check order by transaction_id limit :candidates))
                        order by id limit :limit for no key update skip locked
                        """, UUID.class)
                .setParameter("candidates", limit * REPLICAS)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Locks the transactions that have a hold whose time is over, without waiting for those that somebody works on. */
    List<UUID> lockOverdue(Instant now, int limit) {
        return entities.createNativeQuery("""
                        select id from transaction
                        where id = any(array(
                            select transaction_id from hold where status = 'STANDING' and releases_at <= :now
                            order by releases_at limit :limit))
                        order by id for no key update skip locked
                        """, UUID.class)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Takes those of these that wait to be looked at off the list; for each, whether it was looked at before. */
    Map<UUID, Boolean> take(Collection<UUID> locked) {
        Map<UUID, Boolean> taken = new HashMap<>();
        entities.createNativeQuery("""
                        delete from transaction_check where transaction_id = any(:ids) returning transaction_id, again
                        """, Object[].class)
                .setParameter("ids", locked.toArray(UUID[]::new))
                .getResultList()
                .forEach(row -> taken.put((UUID) row[0], (Boolean) row[1]));
        return taken;
    }

    /** Something has become known of these members: what of theirs is not payable yet is looked at again. */
    void again(Collection<UUID> members, int most) {
        entities.createNativeMutationQuery("""
                        insert into transaction_check (transaction_id, again)
                        select id, true from (
                            select id from transaction
                            where member_id = any(:members) and not payable and hold <> 'REFUSED'
                              and status in ('PENDING', 'APPROVED', 'PAID')
                            order by id limit :most for no key update) later
                        on conflict do nothing
                        """)
                .setParameter("members", members.toArray(UUID[]::new))
                .setParameter("most", most)
                .executeUpdate();
    }
}
