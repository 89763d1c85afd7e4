package shop.pennywell.commission.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;
import shop.pennywell.defaults.id.Ids;

/** The orders that networks tell of, with every record of them. */
@ApplicationScoped
class NetworkOrderRepository implements PanacheRepositoryBase<NetworkOrder, UUID> {

    private static final UUID LAST = new UUID(-1, -1);

    /** The newest revision of a record; {@code changedAt} null if the network does not tell. */
    record Head(String recordId, int revision, UUID orderId, String fingerprint, Instant changedAt) {}

    /** A revision to be kept. */
    record Kept(
            String recordId, int revision, String orderKey, String fingerprint, Instant changedAt, String payload) {}

    /** A revision as it was kept. */
    record Said(String recordId, int revision, String window, String payload, Instant receivedAt) {}

    private final ObjectMapper json;

    NetworkOrderRepository(ObjectMapper json) {
        this.json = json;
    }

    /** What is known of these records, by id. */
    Map<String, Head> heads(UUID accountId, Collection<String> recordIds) {
        if (recordIds.isEmpty()) {
            return new HashMap<>();
        }
        List<Object[]> rows = session()
                .createNativeQuery("""
                        select distinct on (record_id) record_id, revision, order_id, fingerprint, changed_at
                          from network_record
                         where account_id = :account and record_id = any(:ids)
                         order by record_id, revision desc
                        """, Object[].class)
                .setParameter("account", accountId)
                .setParameter("ids", recordIds.toArray(String[]::new))
                .getResultList();
        Map<String, Head> heads = new HashMap<>();
        rows.forEach(row -> heads.put(
                (String) row[0],
                new Head((String) row[0], (Integer) row[1], (UUID) row[2], (String) row[3], (Instant) row[4])));
        return heads;
    }

    /** A revision of a record, word for word. */
    String payload(UUID accountId, String recordId, int revision) {
        return session()
                .createNativeQuery("""
                        select payload from network_record
                         where account_id = :account and record_id = :record and revision = :revision
                        """, String.class)
                .setParameter("account", accountId)
                .setParameter("record", recordId)
                .setParameter("revision", revision)
                .getSingleResult();
    }

    /**
     * Keeps new revisions, and has their orders applied.
     *
     * @param before the orders that these records belonged to: one that lost a record to another is applied again as well
     */
    void keep(UUID accountId, String window, List<Kept> revisions, Collection<UUID> before, Instant now) {
        if (revisions.isEmpty()) {
            return;
        }
        Map<String, UUID> orders = due(
                accountId,
                revisions.stream().map(Kept::orderKey).distinct().sorted().toList(),
                now);
        session()
                .createNativeMutationQuery("""
                        insert into network_record
                        select * from jsonb_populate_recordset(null::network_record, cast(:rows as jsonb))
                        """)
                .setParameter(
                        "rows",
                        write(revisions.stream()
                                .map(kept -> row(accountId, window, kept, orders.get(kept.orderKey()), now))
                                .toList()))
                .executeUpdate();
        Set<UUID> due = new HashSet<>(orders.values());
        before.stream()
                .filter(order -> !due.contains(order))
                .sorted()
                .forEach(order -> update("dueAt = ?1 where id = ?2", now, order));
    }

    private Map<String, UUID> due(UUID accountId, List<String> orderKeys, Instant now) {
        List<Object[]> rows = session()
                .createNativeQuery("""
                        insert into network_order (id, account_id, order_key, state, due_at, attempts, first_seen_at, changed_at)
                        select id, :account, order_key, 'WAITING', :now, 0, :now, :now
                          from jsonb_to_recordset(cast(:rows as jsonb)) as wanted (id uuid, order_key text)
                         order by order_key
                            on conflict (account_id, order_key) do update set due_at = excluded.due_at, attempts = 0
                        returning order_key, id
                        """, Object[].class)
                .setParameter("account", accountId)
                .setParameter("now", now)
                .setParameter(
                        "rows",
                        write(orderKeys.stream()
                                .map(key -> Map.<String, Object>of("id", Ids.newId(), "order_key", key))
                                .toList()))
                .getResultList();
        return rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> (UUID) row[1]));
    }

    private static Map<String, Object> row(UUID accountId, String window, Kept kept, UUID orderId, Instant now) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("account_id", accountId);
        row.put("record_id", kept.recordId());
        row.put("revision", kept.revision());
        row.put("order_id", orderId);
        row.put("fingerprint", kept.fingerprint());
        row.put("changed_at", kept.changedAt());
        row.put("poll_window", window);
        row.put("payload", kept.payload());
        row.put("received_at", now);
        return row;
    }

    /** Orders to be applied, the longest waiting first. */
    List<UUID> due(Instant now, int limit) {
        return session()
                .createNativeQuery(
                        "select id from network_order where due_at <= :now order by due_at limit :limit", UUID.class)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** An order that is still to be applied, locked; empty if another replica is at it or was. */
    Optional<NetworkOrder> take(UUID id, Instant now) {
        List<UUID> taken = session()
                .createNativeQuery(
                        "select id from network_order where id = :id and due_at <= :now for update skip locked",
                        UUID.class)
                .setParameter("id", id)
                .setParameter("now", now)
                .getResultList();
        return taken.stream().findFirst().map(this::findById);
    }

    /** The newest revision of each record that still belongs to an order. */
    List<Said> current(UUID orderId, int limit) {
        return said(limit, """
                select r.record_id, r.revision, r.poll_window, r.payload, r.received_at
                  from network_record r
                 where r.order_id = :order
                   and not exists (select 1 from network_record later
                                    where later.account_id = r.account_id and later.record_id = r.record_id
                                      and later.revision > r.revision)
                 order by r.record_id limit :limit
                """, orderId);
    }

    /** The last revisions of an order's records, newest first. */
    List<Said> history(UUID orderId) {
        return said(200, """
                select record_id, revision, poll_window, payload, received_at
                  from network_record where order_id = :order
                 order by received_at desc, record_id, revision desc limit :limit
                """, orderId);
    }

    /** A page of a list, newest first; null for any. */
    List<NetworkOrder> before(UUID accountId, NetworkOrder.State state, String code, UUID cursor, int limit) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("before", cursor == null ? LAST : cursor);
        String where = condition(parameters, "accountId", accountId)
                + condition(parameters, "state", state)
                + condition(parameters, "code", code);
        return find("id < :before" + where + " order by id desc", parameters)
                .page(0, limit)
                .list();
    }

    private static String condition(Map<String, Object> parameters, String field, Object value) {
        if (value == null) {
            return "";
        }
        parameters.put(field, value);
        return " and " + field + " = :" + field;
    }

    /** How many orders of an account are parked, by code. */
    Map<String, Long> parkedByCode(UUID accountId) {
        List<Object[]> rows = session()
                .createNativeQuery("""
                        select code, count(*) from network_order
                         where account_id = :account and state = 'PARKED' group by code order by code
                        """, Object[].class)
                .setParameter("account", accountId)
                .getResultList();
        Map<String, Long> byCode = new LinkedHashMap<>();
        rows.forEach(row -> byCode.put((String) row[0], (Long) row[1]));
        return byCode;
    }

    Optional<NetworkOrder> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Has the orders tried again that wait for a programme's store. */
    void retryProgramme(UUID accountId, String programmeId, Instant now) {
        update(
                "dueAt = ?1 where accountId = ?2 and state = ?3 and programmeId = ?4 and code in ?5",
                now,
                accountId,
                NetworkOrder.State.PARKED,
                programmeId,
                List.of("programme-unmapped", "click-of-another-store"));
    }

    /** Has the oldest orders tried again that are parked for this and not due already. */
    int retryParked(UUID accountId, String code, Instant now) {
        return session()
                .createNativeMutationQuery("""
                        update network_order set due_at = :now
                         where id in (select id from network_order
                                       where account_id = :account and state = 'PARKED' and code = :code and due_at is null
                                       order by id limit 10000 for update skip locked)
                        """)
                .setParameter("now", now)
                .setParameter("account", accountId)
                .setParameter("code", code)
                .executeUpdate();
    }

    private List<Said> said(int limit, String sql, UUID orderId) {
        List<Object[]> rows = session()
                .createNativeQuery(sql, Object[].class)
                .setParameter("order", orderId)
                .setParameter("limit", limit)
                .getResultList();
        return rows.stream()
                .map(row ->
                        new Said((String) row[0], (Integer) row[1], (String) row[2], (String) row[3], (Instant) row[4]))
                .toList();
    }

    private Session session() {
        return getEntityManager().unwrap(Session.class);
    }

    private String write(List<Map<String, Object>> rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
