package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.Session;
import shop.pennywell.defaults.money.Money;

/** The transactions. */
@ApplicationScoped
public class TransactionRepository implements PanacheRepositoryBase<Transaction, UUID> {
    private static final UUID LAST = new UUID(-1, -1);

    private final ObjectMapper json;

    TransactionRepository(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Adds those that are new, with their items, in one go, and answers their ids. Of an order that is reported twice at the
     * same instant one waits for the other here and then finds itself known; sorted, so that two batches never wait for each other.
     */
    Set<UUID> addNew(List<Transaction> reported) {
        List<Map<String, Object>> rows = reported.stream()
                .sorted(Comparator.comparing(Transaction::storeId).thenComparing(Transaction::orderReference))
                .map(TransactionRepository::row)
                .toList();
        List<UUID> added = session()
                .createNativeQuery("""
                        insert into transaction
                        select * from jsonb_populate_recordset(null::transaction, cast(:rows as jsonb))
                        on conflict (store_id, order_reference) do nothing
                        returning id
                        """, UUID.class)
                .setParameter("rows", write(rows))
                .getResultList();
        Set<UUID> ids = new HashSet<>(added);
        List<Map<String, Object>> items = reported.stream()
                .filter(transaction -> ids.contains(transaction.id()))
                .flatMap(TransactionRepository::itemRows)
                .toList();
        insert("transaction_item", items);
        return ids;
    }

    /** A page of a list, newest first. */
    List<Transaction> before(TransactionFilter filter, UUID cursor, int limit) {
        Map<String, Object> parameters = filter.parameters();
        parameters.put("before", cursor == null ? LAST : cursor);
        return find("id < :before" + filter.where() + " order by id desc", parameters)
                .page(0, limit)
                .list();
    }

    /** The whole history of a transaction, from its report on. */
    List<TransactionResponse.RevisionResponse> revisions(Transaction transaction) {
        String currency = transaction.orderValue().currencyCode();
        List<Object[]> rows = session()
                .createNativeQuery("""
                        select revision, change, status, reason, order_value, commission, cashback, said_by,
                               cast(payload as text), at
                        from transaction_revision where transaction_id = :id order by revision
                        """, Object[].class)
                .setParameter("id", transaction.id())
                .getResultList();
        return rows.stream()
                .map(row -> new TransactionResponse.RevisionResponse(
                        (Long) row[0],
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        Money.of((Long) row[4], currency),
                        Money.of((Long) row[5], currency),
                        Money.of((Long) row[6], currency),
                        (String) row[7],
                        read((String) row[8]),
                        (Instant) row[9]))
                .toList();
    }

    List<DayStats> perDay(UUID partnerId, LocalDate from, LocalDate to) {
        List<Object[]> rows = session()
                .createNativeQuery("""
                        select cast(reported_at at time zone 'UTC' as date) as day, store_slug, currency,
                               count(*),
                               count(*) filter (where status = 'PENDING'),
                               count(*) filter (where status in ('APPROVED', 'PAID')),
                               count(*) filter (where status in ('DECLINED', 'CLAWED_BACK')),
                               coalesce(sum(order_value) filter (where status not in ('DECLINED', 'CLAWED_BACK')), 0),
                               coalesce(sum(commission) filter (where status not in ('DECLINED', 'CLAWED_BACK')), 0)
                        from transaction
                        where partner_id = :partner and reported_at >= :from and reported_at < :before
                        group by day, store_slug, currency
                        order by day, store_slug
                        """, Object[].class)
                .setParameter("partner", partnerId)
                .setParameter("from", from.atStartOfDay(ZoneOffset.UTC).toInstant())
                .setParameter(
                        "before", to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                .getResultList();
        return rows.stream()
                .map(row -> new DayStats(
                        LocalDate.parse(row[0].toString()),
                        (String) row[1],
                        (Long) row[3],
                        (Long) row[4],
                        (Long) row[5],
                        (Long) row[6],
                        Money.of(((Number) row[7]).longValue(), (String) row[2]),
                        Money.of(((Number) row[8]).longValue(), (String) row[2])))
                .toList();
    }

    /** The ids of the orders of a store that are known, by reference. */
    Map<String, UUID> known(UUID storeId, Collection<String> references) {
        Map<String, UUID> known = new HashMap<>();
        List<Object[]> rows = getEntityManager()
                .createQuery(
                        "select orderReference, id from Transaction where storeId = :store and orderReference in :references",
                        Object[].class)
                .setParameter("store", storeId)
                .setParameter("references", references)
                .getResultList();
        rows.forEach(row -> known.put((String) row[0], (UUID) row[1]));
        return known;
    }

    /** Locks a partner's transactions by id or reference, always in the same order. */
    List<Transaction> lock(UUID partnerId, Collection<UUID> ids, Collection<String> references) {
        String named = ids.isEmpty() ? "" : "id in :ids";
        named += ids.isEmpty() || references.isEmpty() ? "" : " or ";
        named += references.isEmpty() ? "" : "orderReference in :references";
        if (named.isEmpty()) {
            return List.of();
        }
        Map<String, Object> parameters = new HashMap<>(Map.of("partner", partnerId));
        if (!ids.isEmpty()) {
            parameters.put("ids", ids);
        }
        if (!references.isEmpty()) {
            parameters.put("references", references);
        }
        return find("partnerId = :partner and (" + named + ") order by id", parameters)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    void addRevisions(List<Map<String, Object>> revisions) {
        insert("transaction_revision", revisions);
    }

    /**
     * Puts every transaction of a partner that was approved before this time and is not billed yet on a statement.
     *
     * @return how many
     */
    public int bill(UUID statementId, UUID partnerId, Instant before) {
        return update(
                "statementId = ?1 where partnerId = ?2 and status = ?3 and statementId is null"
                        + " and approvedAt < ?4",
                statementId,
                partnerId,
                Status.APPROVED,
                before);
    }

    /** The sum of the commissions on a statement, in minor units. */
    public long billed(UUID statementId) {
        return getEntityManager()
                .createQuery("select coalesce(sum(commission), 0) from Transaction where statementId = :id", Long.class)
                .setParameter("id", statementId)
                .getSingleResult();
    }

    /** The lines of a statement in order of approval. */
    public List<Transaction> onStatement(UUID statementId) {
        return list("statementId = ?1 order by approvedAt, id", statementId);
    }

    private void insert(String table, List<Map<String, Object>> rows) {
        if (!rows.isEmpty()) {
            getEntityManager()
                    .createNativeQuery("insert into " + table + " select * from jsonb_populate_recordset(null::" + table
                            + ", cast(:rows as jsonb))")
                    .setParameter("rows", write(rows))
                    .executeUpdate();
        }
    }

    private static Map<String, Object> row(Transaction transaction) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", transaction.id());
        row.put("store_id", transaction.storeId());
        row.put("store_slug", transaction.storeSlug());
        row.put("store_name", transaction.storeName());
        row.put("partner_id", transaction.partnerId());
        row.put("member_id", transaction.memberId());
        row.put("click_id", transaction.clickId());
        row.put("order_reference", transaction.orderReference());
        row.put("currency", transaction.commission().currencyCode());
        row.put("receipt", transaction.receiptJson());
        row.put("ordered_at", transaction.orderedAt());
        row.put("reported_at", transaction.reportedAt());
        row.put("changed_at", transaction.changedAt());
        row.put("expected_payable_on", transaction.expectedPayableOn());
        row.put("customer", transaction.customer());
        row.put("voucher_code", transaction.voucherCode());
        row.put("status", transaction.status());
        row.put("payable", transaction.isPayable());
        row.put("order_value", transaction.orderValue().minor());
        row.put("commission", transaction.commission().minor());
        row.put("cashback", transaction.cashback().minor());
        row.put("revision", transaction.revision());
        return row;
    }

    private static Stream<Map<String, Object>> itemRows(Transaction transaction) {
        List<TransactionItem> items = transaction.items();
        return IntStream.range(0, items.size()).mapToObj(line -> {
            TransactionItem item = items.get(line);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("transaction_id", transaction.id());
            row.put("line", line);
            row.put("sku", item.sku());
            row.put("name", item.name());
            row.put("commission_group", item.commissionGroup());
            row.put("quantity", item.quantity());
            row.put("order_value", item.orderValue());
            row.put("commission", item.commission());
            row.put("cashback", item.cashback());
            return row;
        });
    }

    private Session session() {
        return getEntityManager().unwrap(Session.class);
    }

    private JsonNode read(String payload) {
        try {
            return json.readTree(payload);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String write(List<Map<String, Object>> rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
