package shop.pennywell.commission.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.MutationQuery;
import shop.pennywell.commission.webhook.wire.Answer;

/** What is to be told to endpoints, and what became of it. */
@ApplicationScoped
class DeliveryRepository {
    private static final UUID LAST = new UUID(-1, -1);

    private final EntityManager entities;

    DeliveryRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** One of the kinds that a partner's endpoints ask for. */
    record Ear(UUID partnerId, String type) {}

    /** Something to tell the endpoints of a partner that ask for its kind. */
    record Message(UUID eventId, UUID partnerId, String type, String body) {}

    /** What is due at an endpoint. */
    record Due(UUID eventId, String body, int attempts, Instant giveUpAt) {}

    /** Which kinds these partners' endpoints ask for at all. */
    Set<Ear> ears(Collection<UUID> partnerIds) {
        return session().doReturningWork(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select distinct partner_id, unnest(events) from webhook_endpoint
                    where partner_id = any(?) and deleted_at is null and disabled_at is null
                    """)) {
                query.setArray(1, connection.createArrayOf("uuid", partnerIds.toArray()));
                Set<Ear> ears = new HashSet<>();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        ears.add(new Ear(rows.getObject(1, UUID.class), rows.getString(2)));
                    }
                }
                return ears;
            }
        });
    }

    /** One statement, however many there are. */
    void add(List<Message> messages, Instant now, Instant giveUpAt) {
        session().doWork(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into webhook_delivery (endpoint_id, event_id, type, occurred_at, body, due_at, give_up_at)
                    select e.id, said.event_id, said.type, ?, said.body, ?, ?
                    from unnest(?, ?, ?, ?) as said (event_id, partner_id, type, body)
                    join webhook_endpoint e on e.partner_id = said.partner_id and said.type = any(e.events)
                    where e.deleted_at is null and e.disabled_at is null
                    """)) {
                insert.setObject(1, now.atOffset(ZoneOffset.UTC));
                insert.setObject(2, now.atOffset(ZoneOffset.UTC));
                insert.setObject(3, giveUpAt.atOffset(ZoneOffset.UTC));
                array(connection, insert, 4, "uuid", messages.stream().map(Message::eventId));
                array(connection, insert, 5, "uuid", messages.stream().map(Message::partnerId));
                array(connection, insert, 6, "text", messages.stream().map(Message::type));
                array(connection, insert, 7, "text", messages.stream().map(Message::body));
                insert.executeUpdate();
            }
        });
    }

    private static void array(
            Connection connection, PreparedStatement statement, int index, String type, java.util.stream.Stream<?> of)
            throws SQLException {
        statement.setArray(index, connection.createArrayOf(type, of.toArray()));
    }

    /** To one endpoint, whatever it asks for. */
    void add(UUID endpointId, Message message, Instant now, Instant giveUpAt) {
        session()
                .createNativeMutationQuery("""
                        insert into webhook_delivery (endpoint_id, event_id, type, occurred_at, body, due_at, give_up_at)
                        values (:endpoint, :event, :type, :now, :body, :now, :giveUpAt)
                        """)
                .setParameter("endpoint", endpointId)
                .setParameter("event", message.eventId())
                .setParameter("type", message.type())
                .setParameter("now", now)
                .setParameter("body", message.body())
                .setParameter("giveUpAt", giveUpAt)
                .executeUpdate();
    }

    /** What has waited longest. */
    List<Due> due(UUID endpointId, Instant now, int limit) {
        List<Object[]> rows = session()
                .createNativeQuery("""
                        select event_id, body, attempts, give_up_at from webhook_delivery
                        where endpoint_id = :endpoint and status = 'PENDING' and due_at <= :now
                        order by due_at limit :limit
                        """, Object[].class)
                .setParameter("endpoint", endpointId)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList();
        return rows.stream()
                .map(row -> new Due((UUID) row[0], (String) row[1], (Integer) row[2], (Instant) row[3]))
                .toList();
    }

    void delivered(UUID endpointId, Due delivery, Answer answer, Instant now) {
        attempted(endpointId, delivery, answer, now, "status = 'DELIVERED', ended_at = :now, body = null")
                .executeUpdate();
    }

    void dead(UUID endpointId, Due delivery, Answer answer, Instant now) {
        attempted(endpointId, delivery, answer, now, "status = 'DEAD', ended_at = :now")
                .executeUpdate();
    }

    void again(UUID endpointId, Due delivery, Answer answer, Instant now, Instant due) {
        attempted(endpointId, delivery, answer, now, "due_at = :due")
                .setParameter("due", due)
                .executeUpdate();
    }

    /** Whoever lost its lease over a call, and comes late, changes nothing that has ended meanwhile. */
    private MutationQuery attempted(UUID endpointId, Due delivery, Answer answer, Instant now, String change) {
        return session()
                .createNativeMutationQuery(
                        """
                        update webhook_delivery
                        set attempts = :attempts, last_attempt_at = :now, last_status = nullif(:answered, 0),
                            last_error = nullif(:error, ''),
                        """ + change + " where endpoint_id = :endpoint and event_id = :event and status = 'PENDING'")
                .setParameter("now", now)
                .setParameter("attempts", delivery.attempts() + 1)
                .setParameter("answered", answer.status())
                .setParameter("error", answer.isTaken() ? "" : answer.failure())
                .setParameter("endpoint", endpointId)
                .setParameter("event", delivery.eventId());
    }

    /** A page of an endpoint's deliveries, newest first. */
    List<DeliveryResponse> before(UUID endpointId, DeliveryResponse.Status status, UUID cursor, int limit) {
        List<Object[]> rows = session()
                .createNativeQuery(
                        """
                        select event_id, type, occurred_at, status, attempts, due_at, last_attempt_at, last_status, last_error, ended_at
                        from webhook_delivery
                        where endpoint_id = :endpoint and event_id < :before
                        """ + (status == null ? "" : " and status = '" + status.name() + "'")
                                + " order by event_id desc limit :limit",
                        Object[].class)
                .setParameter("endpoint", endpointId)
                .setParameter("before", cursor == null ? LAST : cursor)
                .setParameter("limit", limit)
                .getResultList();
        return rows.stream().map(DeliveryRepository::response).toList();
    }

    private static DeliveryResponse response(Object[] row) {
        DeliveryResponse.Status status = DeliveryResponse.Status.valueOf((String) row[3]);
        return new DeliveryResponse(
                (UUID) row[0],
                (String) row[1],
                (Instant) row[2],
                status,
                (Integer) row[4],
                status == DeliveryResponse.Status.PENDING ? (Instant) row[5] : null,
                (Instant) row[6],
                (Integer) row[7],
                (String) row[8],
                (Instant) row[9]);
    }

    boolean exists(UUID endpointId, UUID eventId) {
        return !session()
                .createNativeQuery(
                        "select 1 from webhook_delivery where endpoint_id = :endpoint and event_id = :event",
                        Integer.class)
                .setParameter("endpoint", endpointId)
                .setParameter("event", eventId)
                .getResultList()
                .isEmpty();
    }

    /** @return whether it was dead */
    boolean revive(UUID endpointId, UUID eventId, Instant now, Instant giveUpAt) {
        return session()
                        .createNativeMutationQuery("""
                        update webhook_delivery
                        set status = 'PENDING', attempts = 0, due_at = :now, give_up_at = :giveUpAt, ended_at = null
                        where endpoint_id = :endpoint and event_id = :event and status = 'DEAD'
                        """)
                        .setParameter("now", now)
                        .setParameter("giveUpAt", giveUpAt)
                        .setParameter("endpoint", endpointId)
                        .setParameter("event", eventId)
                        .executeUpdate()
                == 1;
    }

    /** The oldest of what is dead and occurred since then. */
    int revive(UUID endpointId, Instant since, int limit, Instant now, Instant giveUpAt) {
        return session()
                .createNativeMutationQuery("""
                        update webhook_delivery
                        set status = 'PENDING', attempts = 0, due_at = :now, give_up_at = :giveUpAt, ended_at = null
                        where endpoint_id = :endpoint and event_id in (
                            select event_id from webhook_delivery
                            where endpoint_id = :endpoint and status = 'DEAD' and occurred_at >= :since
                            order by event_id limit :limit for update)
                        """)
                .setParameter("now", now)
                .setParameter("giveUpAt", giveUpAt)
                .setParameter("endpoint", endpointId)
                .setParameter("since", since)
                .setParameter("limit", limit)
                .executeUpdate();
    }

    /**
     * Gives up what has waited its whole time for an endpoint that is away or disabled: such an endpoint is called too rarely for each
     * delivery to come to its own end.
     */
    int giveUp(Instant now, int limit) {
        return session()
                .createNativeMutationQuery("""
                        update webhook_delivery
                        set status = 'DEAD', ended_at = :now,
                            last_error = coalesce(last_error, 'the endpoint was away or disabled all the time')
                        where (endpoint_id, event_id) in (
                            select d.endpoint_id, d.event_id
                            from webhook_endpoint e join webhook_delivery d on d.endpoint_id = e.id
                            where (e.failures > 0 or e.disabled_at is not null) and e.deleted_at is null
                              and d.status = 'PENDING' and d.give_up_at <= :now
                            limit :limit for update of d skip locked)
                        """)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .executeUpdate();
    }

    /** What ended so long ago. */
    int sweep(Instant endedBefore, int limit) {
        return session()
                .createNativeMutationQuery("""
                        delete from webhook_delivery where (endpoint_id, event_id) in (
                            select endpoint_id, event_id from webhook_delivery
                            where status <> 'PENDING' and ended_at < :before
                            limit :limit for update skip locked)
                        """)
                .setParameter("before", endedBefore)
                .setParameter("limit", limit)
                .executeUpdate();
    }

    /** Everything of endpoints that were deleted. */
    int sweepDeleted(int limit) {
        return session()
                .createNativeMutationQuery("""
                        delete from webhook_delivery where (endpoint_id, event_id) in (
                            select d.endpoint_id, d.event_id
                            from webhook_endpoint e join webhook_delivery d on d.endpoint_id = e.id
                            where e.deleted_at is not null
                            limit :limit for update of d skip locked)
                        """)
                .setParameter("limit", limit)
                .executeUpdate();
    }

    private Session session() {
        return entities.unwrap(Session.class);
    }
}
