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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.Session;
import shop.pennywell.commission.transaction.TransactionHistory.Revised;
import shop.pennywell.defaults.money.Money;

/** The transactions. */
@ApplicationScoped
public class TransactionRepository implements PanacheRepositoryBase<Transaction, UUID> {
    private static final UUID LAST = new UUID(-1, -1);

    private static final BulkInsert<Transaction> TRANSACTIONS = new BulkInsert<Transaction>("transaction", """
                    where not exists (
                        select 1 from copied_reference copied
                        where copied.store_id = cast(c1 as uuid) and copied.member_id = cast(c2 as uuid)
                          and lower(copied.reference) = lower(c3))
                    on conflict (store_id, order_reference) do nothing""")
            .column("id", "uuid", Transaction::id)
            .column("store_id", "uuid", Transaction::storeId)
            .column("member_id", "uuid", Transaction::memberId)
            .column("order_reference", "text", Transaction::orderReference)
            .column("store_slug", "text", Transaction::storeSlug)
            .column("store_name", "text", Transaction::storeName)
            .column("partner_id", "uuid", Transaction::partnerId)
            .column("click_id", "text", Transaction::clickId)
            .column("currency", "text", transaction -> transaction.commission().currencyCode())
            .column("receipt", "text", Transaction::receiptJson)
            .column("ordered_at", "timestamptz", Transaction::orderedAt)
            .column("reported_at", "timestamptz", Transaction::reportedAt)
            .column("changed_at", "timestamptz", Transaction::changedAt)
            .column("expected_payable_on", "date", Transaction::expectedPayableOn)
            .column("customer", "text", Transaction::customer)
            .column("voucher_code", "text", Transaction::voucherCode)
            .column("status", "text", Transaction::status)
            .column("payable", "boolean", transaction -> transaction
                    .payability()
                    .isPayable())
            .column("order_value", "bigint", transaction -> transaction
                    .orderValue()
                    .minor())
            .column("commission", "bigint", transaction -> transaction
                    .commission()
                    .minor())
            .column("cashback", "bigint", transaction -> transaction.cashback().minor())
            .column("supplements", "uuid", Transaction::supplements)
            .column("settled_by", "text", Transaction::settledBy)
            .column("revision", "bigint", Transaction::revision);

    private static final BulkInsert<ItemRow> ITEMS = new BulkInsert<ItemRow>("transaction_item", "")
            .column("transaction_id", "uuid", ItemRow::transactionId)
            .column("line", "integer", ItemRow::line)
            .column("sku", "text", row -> row.item().sku())
            .column("name", "text", row -> row.item().name())
            .column("commission_group", "text", row -> row.item().commissionGroup())
            .column("quantity", "integer", row -> row.item().quantity())
            .column("order_value", "bigint", row -> row.item().orderValue())
            .column("commission", "bigint", row -> row.item().commission())
            .column("cashback", "bigint", row -> row.item().cashback());

    private static final BulkInsert<Revised> REVISIONS = new BulkInsert<Revised>("transaction_revision", "")
            .column("transaction_id", "uuid", revised -> revised.event().transactionId())
            .column("revision", "bigint", revised -> revised.event().revision())
            .column("change", "text", revised -> revised.event().change())
            .column("status", "text", revised -> revised.event().status())
            .column("reason", "text", revised -> revised.event().reason())
            .column("order_value", "bigint", revised -> revised.event()
                    .orderValue()
                    .minor())
            .column("commission", "bigint", revised -> revised.event()
                    .commission()
                    .minor())
            .column("cashback", "bigint", revised -> revised.event().cashback().minor())
            .column("said_by", "text", Revised::saidBy)
            .column("payload", "jsonb", Revised::payload)
            .column("at", "timestamptz", revised -> revised.event().changedAt());

    private final ObjectMapper json;

    TransactionRepository(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Adds those that are new, with their items, in one go, and answers their ids. Of an order that is reported twice at the
     * same instant one waits for the other here and then finds itself known; sorted, so that two batches never wait for each other.
     */
    Set<UUID> addNew(List<Transaction> reported) {
        List<Transaction> sorted = reported.stream()
                .sorted(Comparator.comparing(Transaction::storeId).thenComparing(Transaction::orderReference))
                .toList();
        return session().doReturningWork(connection -> {
            Set<UUID> added = new HashSet<>(TRANSACTIONS.insertReturningIds(connection, sorted));
            List<ItemRow> items = reported.stream()
                    .filter(transaction -> added.contains(transaction.id()))
                    .flatMap(ItemRow::of)
                    .toList();
            if (!items.isEmpty()) {
                ITEMS.insert(connection, items);
            }
            return added;
        });
    }

    /** A page of a list, newest first. */
    List<Transaction> before(TransactionFilter filter, UUID cursor, int limit) {
        Map<String, Object> parameters = filter.parameters();
        parameters.put("before", cursor == null ? LAST : cursor);
        return find("id < :before" + filter.where() + " order by id desc", parameters)
                .page(0, limit)
                .list();
    }

    /** What claims have won beside these orders, locked in the order of their ids. */
    List<Transaction> lockSupplementsOf(Collection<UUID> ids) {
        return find("supplements in ?1 order by id", ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
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

    /** The orders of a partner by the UTC day of their report. */
    public List<DayStats> perDay(UUID partnerId, LocalDate from, LocalDate to) {
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

    /** The items of a partner's orders, without those declined or taken back, by the UTC day of the report and commission group. */
    public List<GroupDayStats> perDayAndGroup(UUID partnerId, LocalDate from, LocalDate to) {
        List<Object[]> rows = session()
                .createNativeQuery("""
                        select cast(reported_at at time zone 'UTC' as date) as day, store_slug, commission_group, currency,
                               count(distinct transaction.id), sum(quantity), sum(item.order_value), sum(item.commission)
                        from transaction join transaction_item item on item.transaction_id = transaction.id
                        where partner_id = :partner and reported_at >= :from and reported_at < :before
                          and status not in ('DECLINED', 'CLAWED_BACK')
                        group by day, store_slug, commission_group, currency
                        order by day, store_slug, commission_group
                        """, Object[].class)
                .setParameter("partner", partnerId)
                .setParameter("from", from.atStartOfDay(ZoneOffset.UTC).toInstant())
                .setParameter(
                        "before", to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                .getResultList();
        return rows.stream()
                .map(row -> new GroupDayStats(
                        LocalDate.parse(row[0].toString()),
                        (String) row[1],
                        (String) row[2],
                        (Long) row[4],
                        ((Number) row[5]).longValue(),
                        Money.of(((Number) row[6]).longValue(), (String) row[3]),
                        Money.of(((Number) row[7]).longValue(), (String) row[3])))
                .toList();
    }

    /** The ids of the orders of a store that are known, by reference. */
    Map<String, UUID> known(UUID storeId, Collection<String> references) {
        Map<String, UUID> known = new HashMap<>();
        List<Object[]> rows = session()
                .createNativeQuery("""
                        select order_reference, id from transaction
                        where store_id = :store and order_reference = any(:references)
                        """, Object[].class)
                .setParameter("store", storeId)
                .setParameter("references", references.toArray(String[]::new))
                .getResultList();
        rows.forEach(row -> known.put((String) row[0], (UUID) row[1]));
        return known;
    }

    /** A claim has booked this order under a reference that a member had copied by hand. */
    void noteCopied(UUID id) {
        session().createNativeMutationQuery("""
                        insert into copied_reference (transaction_id, store_id, member_id, reference)
                        select id, store_id, member_id, order_reference from transaction where id = :id
                        """).setParameter("id", id).executeUpdate();
    }

    /** Orders with such a reference that reads like one of these, whatever the case of its letters; locked. */
    List<Transaction> lockCopied(Collection<UUID> storeIds, Collection<String> references) {
        return session()
                .createNativeQuery("""
                        select t.* from transaction t join copied_reference copied on copied.transaction_id = t.id
                        where copied.store_id = any(:stores)
                          and lower(copied.reference) in (select lower(said) from unnest(:references) said)
                        order by t.id for update
                        """, Transaction.class)
                .setParameter("stores", storeIds.toArray(UUID[]::new))
                .setParameter("references", references.toArray(String[]::new))
                .getResultList();
    }

    /** The store has told its own reference of this order. */
    void forgetCopied(UUID id) {
        session()
                .createNativeMutationQuery("delete from copied_reference where transaction_id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    /** The order of a store with this reference. */
    Optional<Transaction> ofStore(UUID storeId, String reference) {
        return find("storeId = ?1 and orderReference = ?2", storeId, reference).firstResultOptional();
    }

    /** Locks a partner's transactions by id or reference, always in the same order. */
    List<Transaction> lock(UUID partnerId, Collection<UUID> ids, Collection<String> references) {
        if (ids.isEmpty() && references.isEmpty()) {
            return List.of();
        }
        return session()
                .createNativeQuery("""
                        select * from transaction
                        where partner_id = :partner and (id = any(:ids) or order_reference = any(:references))
                        order by id for update
                        """, Transaction.class)
                .setParameter("partner", partnerId)
                .setParameter("ids", ids.toArray(UUID[]::new))
                .setParameter("references", references.toArray(String[]::new))
                .getResultList();
    }

    void addRevisions(List<Revised> revisions) {
        if (!revisions.isEmpty()) {
            session().doWork(connection -> REVISIONS.insert(connection, revisions));
        }
    }

    /**
     * Puts every transaction of a partner that was approved before this time and is not billed yet on a statement; those
     * that a network pays us for never are.
     *
     * @return how many
     */
    public int bill(UUID statementId, UUID partnerId, Instant before) {
        return update(
                "statementId = ?1 where partnerId = ?2 and status = ?3 and statementId is null"
                        + " and approvedAt < ?4 and settledBy = ?5",
                statementId,
                partnerId,
                Status.APPROVED,
                before,
                SettledBy.STATEMENT);
    }

    /** Locks transactions, in the order of their ids as everybody does. */
    public List<Transaction> lock(Collection<UUID> ids) {
        return find("id in ?1 order by id", ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Writes what changed of these and forgets them, so that a long run holds few at a time. */
    public void release(List<Transaction> changed) {
        flush();
        changed.forEach(getEntityManager()::detach);
    }

    /** An item of a new transaction in its table. */
    private record ItemRow(UUID transactionId, int line, TransactionItem item) {
        static Stream<ItemRow> of(Transaction transaction) {
            List<TransactionItem> items = transaction.items();
            return IntStream.range(0, items.size())
                    .mapToObj(line -> new ItemRow(transaction.id(), line, items.get(line)));
        }
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
}
