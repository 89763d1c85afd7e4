package shop.pennywell.payments.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** What staff read of the ledger. */
@ApplicationScoped
class LedgerReports {

    /** Sorts after every id. */
    private static final UUID LAST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private static final UUID FIRST = new UUID(0, 0);

    private final DataSource dataSource;

    LedgerReports(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Debits and credits of a currency in minor units, both positive; exact, because they may outgrow a long. */
    record CurrencySum(String currency, BigDecimal debits, BigDecimal credits) {}

    /**
     * What the postings add up to.
     *
     * @param unbalancedEntries entries that do not sum to zero in each currency, or have fewer than two postings
     * @param wrongBalances accounts whose balance is not the sum of their postings
     */
    record Proof(long entries, long unbalancedEntries, long wrongBalances, List<CurrencySum> currencies) {}

    record AccountRow(UUID id, Account account, long balance) {}

    record EntryRow(UUID id, String reference, String kind, Instant occurredAt, Instant postedAt) {}

    /** Recomputed from every posting, in one statement, so that all of it is about the same moment. */
    Proof proof() {
        var sums = new ArrayList<CurrencySum>();
        var proofs = read("""
                with by_entry as (
                    select entry_id, sum(amount) as sum, count(*) as lines from ledger_postings
                     group by entry_id, currency),
                unbalanced as (
                    select e.id from ledger_entries e left join by_entry p on p.entry_id = e.id
                     group by e.id having coalesce(sum(p.lines), 0) < 2 or bool_or(p.sum <> 0)),
                wrong as (
                    select a.id from ledger_accounts a left join ledger_postings p on p.account_id = a.id
                     group by a.id having a.balance <> coalesce(sum(p.amount), 0)),
                by_currency as (
                    select currency, coalesce(sum(amount) filter (where amount > 0), 0) as debits,
                           coalesce(-sum(amount) filter (where amount < 0), 0) as credits
                      from ledger_postings group by currency)
                select (select count(*) from ledger_entries) as entries, (select count(*) from unbalanced) as unbalanced,
                       (select count(*) from wrong) as wrong, currency, debits, credits
                  from (select 1) as one left join by_currency on true order by currency
                """, row -> {
            if (row.getString("currency") != null) {
                sums.add(new CurrencySum(
                        row.getString("currency"), row.getBigDecimal("debits"), row.getBigDecimal("credits")));
            }
            return new Proof(row.getLong("entries"), row.getLong("unbalanced"), row.getLong("wrong"), sums);
        });
        return proofs.get(0);
    }

    /** In the order of their ids, one more than the limit if there are more; null filters are not applied. */
    List<AccountRow> accounts(Account.Owner owner, UUID ownerId, String currency, UUID after, int limit) {
        var ownerName = owner == null ? null : owner.name();
        return read(
                """
                select id, owner_type, owner_id, purpose, currency, balance from ledger_accounts
                 where id > ? and owner_type = coalesce(?, owner_type) and owner_id = coalesce(?::uuid, owner_id)
                   and currency = coalesce(?, currency)
                 order by id limit ?
                """,
                row -> new AccountRow(row.getObject("id", UUID.class), account(row), row.getLong("balance")),
                after == null ? FIRST : after,
                ownerName,
                ownerId,
                currency,
                limit + 1);
    }

    /** Newest first, one more than the limit if there are more. */
    List<EntryRow> entries(UUID after, int limit) {
        return read("""
                select id, reference, kind, occurred_at, posted_at from ledger_entries
                 where id < ? order by id desc limit ?
                """, LedgerReports::entry, after == null ? LAST : after, limit + 1);
    }

    /** The entries that touch an account; newest first, one more than the limit if there are more. */
    List<EntryRow> entriesOf(UUID accountId, UUID after, int limit) {
        return read("""
                select id, reference, kind, occurred_at, posted_at from ledger_entries
                 where id in (select entry_id from ledger_postings where account_id = ? and entry_id < ?
                               order by entry_id desc limit ?)
                 order by id desc
                """, LedgerReports::entry, accountId, after == null ? LAST : after, limit + 1);
    }

    Map<UUID, List<Posting>> postings(List<UUID> entryIds) {
        var postings = new HashMap<UUID, List<Posting>>();
        read(
                """
                select p.entry_id, p.amount, a.owner_type, a.owner_id, a.purpose, a.currency
                  from ledger_postings p join ledger_accounts a on a.id = p.account_id
                 where p.entry_id = any (?) order by p.entry_id, p.line
                """,
                row -> postings.computeIfAbsent(row.getObject("entry_id", UUID.class), id -> new ArrayList<>())
                        .add(new Posting(account(row), row.getLong("amount"))),
                (Object) entryIds.toArray(UUID[]::new));
        return postings;
    }

    private static EntryRow entry(ResultSet row) throws SQLException {
        return new EntryRow(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                row.getString("kind"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("posted_at", OffsetDateTime.class).toInstant());
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                Account.Owner.valueOf(row.getString("owner_type")),
                row.getObject("owner_id", UUID.class),
                Purpose.valueOf(row.getString("purpose")),
                row.getString("currency"));
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String sql, RowReader<T> reader, Object... parameters) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                var read = new ArrayList<T>();
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
                return read;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read the ledger", e);
        }
    }
}
