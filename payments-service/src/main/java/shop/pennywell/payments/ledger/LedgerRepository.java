package shop.pennywell.payments.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import shop.pennywell.defaults.id.Ids;

/**
 * Posts entries. Plain JDBC, because what happens here is a handful of statements whose order and locks are the point.
 *
 * <p>Balances stand on the account's row, so that reading one never depends on history. Whoever posts holds the rows of the
 * entry's accounts from {@code lock} to commit, always taken in the order of their ids, so that no two entries can wait for
 * each other. For accounts that nearly every entry touches (our revenue, our cash, a big partner's receivable) that time is
 * what bounds the whole platform, at about a thousand commits a second. Callers therefore post as the last thing they do, and
 * one entry in a transaction. The next step, when it is needed, is to keep such an account's balance in several rows (one
 * drawn by entry, summed by the reader): they have no floor, so nobody needs their exact balance to post.
 */
@ApplicationScoped
public class LedgerRepository {

    private final DataSource dataSource;

    LedgerRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Posts the entry in the caller's transaction. An entry whose reference was posted before changes nothing.
     *
     * @return whether it was posted now
     * @throws InsufficientBalance if an account would go below its floor; the transaction is then marked for roll-back
     * @throws IllegalStateException if another entry was posted under this reference
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean post(Entry entry) {
        try (var connection = dataSource.getConnection()) {
            var id = Ids.newId();
            if (!insert(connection, id, entry)) {
                requireSame(connection, entry);
                return false;
            }
            open(connection, entry);
            var balances = lock(connection, entry);
            Ledger.after(entry, balances);
            insertPostings(connection, id, entry);
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException("could not post " + entry.reference(), e);
        }
    }

    /** The account's balance as this transaction sees it: signed minor units, debit positive; zero if there is none. */
    public long balance(Account account) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("select balance from ledger_accounts where id = ?")) {
            statement.setObject(1, account.id());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read " + account, e);
        }
    }

    /** Every balance of a member, by purpose, in each currency the member has had money in. */
    public Map<String, Map<Purpose, Long>> balancesOfMember(UUID memberId) {
        var balances = new HashMap<String, Map<Purpose, Long>>();
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("""
                        select currency, purpose, balance from ledger_accounts
                         where owner_type = 'MEMBER' and owner_id = ?
                        """)) {
            statement.setObject(1, memberId);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    balances.computeIfAbsent(rows.getString(1), currency -> new HashMap<>())
                            .put(Purpose.valueOf(rows.getString(2)), rows.getLong(3));
                }
            }
            return balances;
        } catch (SQLException e) {
            throw new IllegalStateException("could not read the balances of a member", e);
        }
    }

    private static boolean insert(Connection connection, UUID id, Entry entry) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into ledger_entries (id, reference, kind, occurred_at) values (?, ?, ?, ?)
                on conflict (reference) do nothing
                """)) {
            statement.setObject(1, id);
            statement.setString(2, entry.reference());
            statement.setString(3, entry.kind().name());
            statement.setObject(4, entry.occurredAt().atOffset(ZoneOffset.UTC));
            return statement.executeUpdate() == 1;
        }
    }

    private static Map<Account, Ledger.Balance> lock(Connection connection, Entry entry) throws SQLException {
        var accounts = new HashMap<UUID, Account>();
        entry.postings().forEach(posting -> accounts.put(posting.account().id(), posting.account()));
        try (var statement = connection.prepareStatement("""
                select id, balance, debt_allowed from ledger_accounts
                 where id = any (?) order by id for no key update
                """)) {
            statement.setArray(1, array(connection, "uuid", accounts.keySet().stream()));
            var balances = new HashMap<Account, Ledger.Balance>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    balances.put(
                            accounts.get(rows.getObject(1, UUID.class)),
                            new Ledger.Balance(rows.getLong(2), rows.getLong(3)));
                }
            }
            return balances;
        }
    }

    /**
     * Opens the accounts that are not there yet. Comes before anything is locked: whoever held a lock while waiting for another
     * to open an account could be waited for in turn. Sorted, so that two who open the same accounts do so in one order.
     */
    private static void open(Connection connection, Entry entry) throws SQLException {
        var accounts = new TreeMap<UUID, Account>();
        entry.postings().forEach(posting -> accounts.put(posting.account().id(), posting.account()));
        accounts.keySet().removeAll(known(connection, accounts.keySet()));
        if (accounts.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
                insert into ledger_accounts (id, owner_type, owner_id, purpose, currency) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """)) {
            for (var account : accounts.values()) {
                statement.setObject(1, account.id());
                statement.setString(2, account.owner().name());
                statement.setObject(3, account.ownerId());
                statement.setString(4, account.purpose().name());
                statement.setString(5, account.currency());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static Set<UUID> known(Connection connection, Set<UUID> ids) throws SQLException {
        try (var statement = connection.prepareStatement("select id from ledger_accounts where id = any (?)")) {
            statement.setArray(1, array(connection, "uuid", ids.stream()));
            var known = new HashSet<UUID>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getObject(1, UUID.class));
                }
            }
            return known;
        }
    }

    private static void insertPostings(Connection connection, UUID id, Entry entry) throws SQLException {
        var postings = entry.postings();
        try (var statement = connection.prepareStatement("""
                insert into ledger_postings (entry_id, line, account_id, currency, amount)
                select ?, line, account, currency, amount
                  from unnest(?, ?, ?) with ordinality as p (account, currency, amount, line)
                """)) {
            statement.setObject(1, id);
            statement.setArray(2, array(connection, "uuid", postings.stream().map(p -> p.account()
                    .id())));
            statement.setArray(3, array(connection, "text", postings.stream().map(Posting::currency)));
            statement.setArray(4, array(connection, "bigint", postings.stream().map(Posting::amount)));
            statement.executeUpdate();
        }
    }

    private static Array array(Connection connection, String type, Stream<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }

    /** The same reference with other postings is a mistake in the caller, and must not pass for a repeat. */
    private static void requireSame(Connection connection, Entry entry) throws SQLException {
        List<String> posted = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select p.account_id, p.amount from ledger_postings p join ledger_entries e on e.id = p.entry_id
                 where e.reference = ?
                """)) {
            statement.setString(1, entry.reference());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    posted.add(rows.getString(1) + " " + rows.getLong(2));
                }
            }
        }
        var wanted = entry.postings().stream()
                .map(posting -> posting.account().id() + " " + posting.amount())
                .sorted()
                .toList();
        if (!posted.stream().sorted().toList().equals(wanted)) {
            throw new IllegalStateException("another entry is posted as " + entry.reference());
        }
    }
}
