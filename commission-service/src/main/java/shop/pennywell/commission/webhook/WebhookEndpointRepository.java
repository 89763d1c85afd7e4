package shop.pennywell.commission.webhook;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** The endpoints: as partners and staff see them, and as those who deliver hand them to each other. */
@ApplicationScoped
class WebhookEndpointRepository implements PanacheRepositoryBase<WebhookEndpoint, UUID> {

    /**
     * An endpoint that this replica serves for a while.
     *
     * @param sealedSecrets those that are valid, the newest first
     * @param failures calls in a row that found it away
     */
    record Leased(UUID id, UUID lease, URI url, List<byte[]> sealedSecrets, int failures) {}

    List<WebhookEndpoint> ofPartner(UUID partnerId, UUID cursor, int limit) {
        UUID after = cursor == null ? new UUID(0, 0) : cursor;
        return find("partnerId = ?1 and deletedAt is null and id > ?2 order by id", partnerId, after)
                .page(0, limit)
                .list();
    }

    long count(UUID partnerId) {
        return count("partnerId = ?1 and deletedAt is null", partnerId);
    }

    Optional<WebhookEndpoint> ofPartner(UUID partnerId, UUID id) {
        return find("id = ?1 and partnerId = ?2 and deletedAt is null", id, partnerId)
                .firstResultOptional();
    }

    Optional<WebhookEndpoint> lock(UUID partnerId, UUID id) {
        return find("id = ?1 and partnerId = ?2 and deletedAt is null", id, partnerId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Whatever delivery had against it is forgotten: it is called at once. */
    void startAfresh(UUID id, Instant now) {
        session()
                .createNativeMutationQuery("""
                        update webhook_endpoint set failures = 0, failing_since = null, retry_at = :now where id = :id
                        """)
                .setParameter("now", now)
                .setParameter("id", id)
                .executeUpdate();
    }

    /**
     * Takes endpoints that have something to hear now and that nobody else serves, those first that have waited longest for their turn. The
     * lock is of the weaker kind, since whoever writes a delivery holds the key of its endpoint: an endpoint with a steady stream of them
     * would be skipped for ever.
     *
     * @param away those that were away when last called, or else those that were not
     */
    List<Leased> take(boolean away, int limit, Instant now, Duration lease) {
        if (limit <= 0) {
            return List.of();
        }
        UUID token = UUID.randomUUID();
        List<Object[]> rows = session()
                .createNativeQuery("""
                        with taken as (
                            select e.id from webhook_endpoint e
                            where e.deleted_at is null and e.disabled_at is null
                              and e.leased_until <= :now and e.retry_at <= :now and (e.failures > 0) = :away
                              and exists (select 1 from webhook_delivery d
                                          where d.endpoint_id = e.id and d.status = 'PENDING' and d.due_at <= :now)
                            order by e.leased_until, e.id
                            limit :limit
                            for no key update of e skip locked)
                        update webhook_endpoint e set leased_until = :until, lease = :lease
                        from taken where e.id = taken.id
                        returning e.id, e.url, e.failures, e.secret, case when e.previous_until > :now then e.previous_secret end
                        """, Object[].class)
                .setParameter("now", now)
                .setParameter("away", away)
                .setParameter("limit", limit)
                .setParameter("until", now.plus(lease))
                .setParameter("lease", token)
                .getResultList();
        return rows.stream()
                .map(row -> new Leased(
                        (UUID) row[0], token, URI.create((String) row[1]), secrets(row[3], row[4]), (Integer) row[2]))
                .toList();
    }

    private static List<byte[]> secrets(Object newest, Object previous) {
        List<byte[]> secrets = new ArrayList<>(List.of((byte[]) newest));
        if (previous != null) {
            secrets.add((byte[]) previous);
        }
        return secrets;
    }

    /**
     * Gives an endpoint back. Whoever has lost it to another replica by then changes nothing.
     *
     * @param failures calls in a row that found it away, 0 if the last one did not
     */
    void giveBack(Leased leased, int failures, Instant retryAt, Instant now) {
        session()
                .createNativeMutationQuery("""
                        update webhook_endpoint
                        set leased_until = :now, lease = null, failures = :failures, retry_at = :retryAt,
                            failing_since = case when :failures > 0 then coalesce(failing_since, :now) end
                        where id = :id and lease = :lease
                        """)
                .setParameter("now", now)
                .setParameter("failures", failures)
                .setParameter("retryAt", retryAt)
                .setParameter("id", leased.id())
                .setParameter("lease", leased.lease())
                .executeUpdate();
    }

    /** It answered 410 there. If it has been moved since, that says nothing of the new place. */
    void gone(Leased leased, Instant now) {
        session()
                .createNativeMutationQuery("""
                        update webhook_endpoint set disabled_at = :now, disabled_for = 'GONE'
                        where id = :id and url = :url and disabled_at is null and deleted_at is null
                        """)
                .setParameter("now", now)
                .setParameter("id", leased.id())
                .setParameter("url", leased.url().toString())
                .executeUpdate();
    }

    /** Rows of endpoints that were deleted and have no delivery left. */
    int sweep(Instant deletedBefore, int limit) {
        return session()
                .createNativeMutationQuery("""
                        delete from webhook_endpoint where id in (
                            select e.id from webhook_endpoint e where e.deleted_at < :before
                              and not exists (select 1 from webhook_delivery d where d.endpoint_id = e.id)
                            limit :limit for update skip locked)
                        """)
                .setParameter("before", deletedBefore)
                .setParameter("limit", limit)
                .executeUpdate();
    }

    private Session session() {
        return getEntityManager().unwrap(Session.class);
    }
}
