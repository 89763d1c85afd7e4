package shop.pennywell.commission.network;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** Our accounts at networks, and who may call which of them now. */
@ApplicationScoped
class NetworkAccountRepository implements PanacheRepositoryBase<NetworkAccount, UUID> {
    /** Distinguishes this lock from other users of PostgreSQL's advisory locks. */
    private static final long LEASING = 0x6e65_7477_6f72_6bL;

    List<NetworkAccount> after(UUID cursor, int limit) {
        return (cursor == null ? find("order by id") : find("id > ?1 order by id", cursor))
                .page(0, limit)
                .list();
    }

    boolean exists(NetworkAccount like) {
        return count("network = ?1 and externalId = ?2 and id <> ?3", like.network(), like.externalId(), like.id()) > 0;
    }

    Optional<NetworkAccount> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * The account that has waited longest, locked: nobody calls the network for it, its pace allows a call, and one of its windows is due. Replicas
     * choose one after the other, so that two accounts of one caller never start at the same instant.
     */
    Optional<NetworkAccount> nextDue(Instant now) {
        Session session = getEntityManager().unwrap(Session.class);
        session.createNativeQuery("select 1 from pg_advisory_xact_lock(:leasing)", Integer.class)
                .setParameter("leasing", LEASING)
                .getSingleResult();
        List<UUID> due = session.createNativeQuery("""
                        select a.id
                          from network_account a
                         where a.enabled
                           and (a.leased_until is null or a.leased_until < :now)
                           and not exists (select 1 from network_account same
                                            where same.pace_key = a.pace_key and same.not_before > :now)
                           and exists (select 1 from network_cursor c where c.account_id = a.id and c.due_at <= :now)
                         order by (select min(c.due_at) from network_cursor c where c.account_id = a.id)
                         limit 1
                           for update of a skip locked
                        """, UUID.class)
                .setParameter("now", now)
                .getResultList();
        return due.stream().findFirst().map(this::findById);
    }

    /** No account that the network counts together with this one calls it before then. */
    void pace(String paceKey, Instant notBefore) {
        getEntityManager().flush();
        getEntityManager()
                .createNativeQuery(
                        "update network_account set not_before = greatest(not_before, :before) where pace_key = :pace")
                .setParameter("before", notBefore)
                .setParameter("pace", paceKey)
                .executeUpdate();
    }
}
