package shop.pennywell.commission.statement;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import shop.pennywell.defaults.money.Money;

/** The lines of statements. They are written from the tables themselves, since a statement may have a million. */
@ApplicationScoped
class StatementLineRepository {
    private final Session entities;

    StatementLineRepository(Session entities) {
        this.entities = entities;
    }

    /** Adds the transactions that are marked as billed here, in the order of their approval. */
    void addOrders(Statement statement) {
        entities.createNativeMutationQuery("""
                        insert into statement_line
                            (statement_id, position, kind, source_id, reference, store_slug, ordered_at, order_value, amount)
                        select statement_id, row_number() over (order by approved_at, id), 'ORDER', id, order_reference, store_slug,
                               ordered_at, order_value, commission
                        from transaction where statement_id = :statement
                        """)
                .setParameter("statement", statement.id())
                .executeUpdate();
    }

    /**
     * Adds what is to be taken off and was not yet: orders taken back and money paid too much before this time, and the total of an earlier
     * statement that was below nothing.
     */
    void addCredits(Statement statement, Instant before) {
        entities.createNativeMutationQuery("""
                        insert into statement_line
                            (statement_id, position, kind, source_id, reference, store_slug, ordered_at, order_value, amount)
                        select :statement, :orders + row_number() over (order by kind, at, source_id),
                               kind, source_id, reference, store_slug, ordered_at, order_value, amount
                        from (
                            select 'REVERSED_ORDER' as kind, id as source_id, changed_at as at, order_reference as reference,
                                   store_slug, ordered_at, -order_value as order_value, -commission as amount
                            from transaction
                            where partner_id = :partner and status = 'CLAWED_BACK' and statement_id is not null
                              and changed_at < :before and commission > 0
                            union all
                            select 'OVERPAYMENT', payment.id, payment.created_at, bank_reference, null, null, null, -overpaid
                            from statement_payment payment join statement on statement.id = statement_id
                            where partner_id = :partner and overpaid > 0 and payment.created_at < :before
                            union all
                            select 'BALANCE', id, created_at, period_from || ' – ' || period_to, null, null, null, total
                            from statement
                            where partner_id = :partner and total < 0 and id <> :statement
                        ) credit
                        where not exists (
                            select from statement_line known
                            where known.kind = credit.kind and known.source_id = credit.source_id)
                        """)
                .setParameter("statement", statement.id())
                .setParameter("partner", statement.partnerId())
                .setParameter("orders", statement.transactions())
                .setParameter("before", before)
                .executeUpdate();
    }

    /** The sum of all lines of these kinds, in minor units. */
    long sum(UUID statementId, List<StatementLine.Kind> kinds) {
        return entities.createNativeQuery("""
                        select cast(coalesce(sum(amount), 0) as bigint) from statement_line
                        where statement_id = :statement and kind = any(:kinds)
                        """, Long.class)
                .setParameter("statement", statementId)
                .setParameter("kinds", kinds.stream().map(Enum::name).toArray(String[]::new))
                .getSingleResult();
    }

    /** The lines behind a position, in their order. */
    List<StatementLine> after(Statement statement, int position, int limit) {
        String currency = statement.total().currencyCode();
        List<Object[]> rows = entities.createNativeQuery("""
                        select position, kind, source_id, reference, store_slug, ordered_at, order_value, amount
                        from statement_line where statement_id = :statement and position > :position
                        order by position limit :limit
                        """, Object[].class)
                .setParameter("statement", statement.id())
                .setParameter("position", position)
                .setParameter("limit", limit)
                .getResultList();
        return rows.stream().map(row -> line(row, currency)).toList();
    }

    /**
     * The approved transactions of a statement that this much money covers, when it is spent on them in the order of their approval.
     *
     * @param money minor units, of which those that are paid already have had their part
     * @return ids in ascending order, as those who lock transactions must take them
     */
    List<UUID> covered(UUID statementId, long money) {
        return entities.createNativeQuery("""
                        select source_id
                        from (select source_id, sum(amount) over (order by position) as needed
                              from statement_line where statement_id = :statement and kind = 'ORDER') line
                        join transaction on transaction.id = source_id
                        where needed <= :money and status = 'APPROVED'
                        order by source_id
                        """, UUID.class)
                .setParameter("statement", statementId)
                .setParameter("money", money)
                .getResultList();
    }

    /** What the orders of each store come to. */
    List<StoreSum> stores(Statement statement) {
        String currency = statement.total().currencyCode();
        List<Object[]> rows = entities.createNativeQuery("""
                        select store_slug, count(*), sum(order_value), sum(amount)
                        from statement_line where statement_id = :statement and kind = 'ORDER'
                        group by store_slug order by store_slug
                        """, Object[].class)
                .setParameter("statement", statement.id())
                .getResultList();
        return rows.stream()
                .map(row -> new StoreSum(
                        (String) row[0],
                        ((Number) row[1]).longValue(),
                        Money.of(((Number) row[2]).longValue(), currency),
                        Money.of(((Number) row[3]).longValue(), currency)))
                .toList();
    }

    /** The orders of one store on a statement. */
    record StoreSum(String store, long orders, Money orderValue, Money commission) {}

    private static StatementLine line(Object[] row, String currency) {
        StatementLine.Kind kind = StatementLine.Kind.valueOf((String) row[1]);
        boolean order = kind == StatementLine.Kind.ORDER || kind == StatementLine.Kind.REVERSED_ORDER;
        return new StatementLine(
                (Integer) row[0],
                kind,
                order ? (UUID) row[2] : null,
                (String) row[3],
                (String) row[4],
                (Instant) row[5],
                row[6] == null ? null : Money.of((Long) row[6], currency),
                Money.of((Long) row[7], currency));
    }
}
