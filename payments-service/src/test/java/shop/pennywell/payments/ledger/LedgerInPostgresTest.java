package shop.pennywell.payments.ledger;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.payments.ledger.Entry.Kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.payments.Calls.assertBooksBalance;

/** What the database itself keeps anybody from doing, and what posting is like when many do it. */
@QuarkusTest
class LedgerInPostgresTest {

    private final UUID member = UUID.randomUUID();
    private final Account available = Account.of(Purpose.AVAILABLE, member, "EUR");
    private final Account reserved = Account.of(Purpose.RESERVED, member, "EUR");
    private final Account revenue = Account.platform(Purpose.REVENUE, "EUR");

    @Inject
    LedgerRepository ledger;

    @Inject
    DataSource dataSource;

    @Test
    void postsAReferenceOnce() {
        var entry = entry("once/" + member, Kind.CASHBACK, 700, revenue, available);
        assertTrue(post(entry));
        assertFalse(post(entry));
        assertEquals(-700, ledger.balance(available));
    }

    @Test
    void refusesAnotherEntryUnderAPostedReference() {
        post(entry("twice/" + member, Kind.CASHBACK, 700, revenue, available));
        assertThrows(
                IllegalStateException.class,
                () -> post(entry("twice/" + member, Kind.CASHBACK, 701, revenue, available)));
        assertEquals(-700, ledger.balance(available));
    }

    @Test
    void leavesNothingBehindWhenTheBalanceIsTooLow() {
        post(entry("earned/" + member, Kind.CASHBACK, 700, revenue, available));
        var tooMuch = entry("payout/" + member, Kind.PAYOUT, 701, available, reserved);
        assertThrows(InsufficientBalance.class, () -> post(tooMuch));
        assertEquals(-700, ledger.balance(available));
        assertEquals(0, count("select count(*) from ledger_entries where reference = 'payout/" + member + "'"));
    }

    @Test
    void refusesAtCommitWhatDoesNotSumToZero() {
        assertRefused(
                "does not sum to zero", newEntry("lopsided"), posting(1, revenue, 100), posting(2, available, -99));
    }

    @Test
    void refusesAtCommitAnEntryWithFewerThanTwoPostings() {
        assertRefused("has 0 postings", newEntry("empty"));
    }

    @Test
    void refusesAPostingInAnotherCurrencyThanItsAccounts() {
        assertRefused(
                "ledger_postings_account",
                newEntry("mixed"),
                posting(1, revenue, 100).replace("'EUR'", "'USD'"),
                posting(2, available, -100).replace("'EUR'", "'USD'"));
    }

    @Test
    void refusesToSpendMoreThanThereIsWhateverCodeTries() {
        assertRefused(
                "ledger_accounts_floor", newEntry("overdraft"), posting(1, available, 100), posting(2, revenue, -100));
    }

    @Test
    void refusesPostingsToAnEntryOfAnEarlierTransaction() {
        post(entry("closed/" + member, Kind.CASHBACK, 700, revenue, available));
        var id = "(select id from ledger_entries where reference = 'closed/" + member + "')";
        assertRefused(
                "no postings after its transaction",
                posting(3, revenue, 5).replace("'" + entryId + "'", id),
                posting(4, reserved, -5).replace("'" + entryId + "'", id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger_postings set amount = amount + 1",
                "delete from ledger_postings",
                "truncate ledger_postings",
                "update ledger_entries set reference = reference || '!'",
                "delete from ledger_entries",
                "truncate ledger_entries cascade",
                "update ledger_accounts set balance = balance - 1",
                "update ledger_accounts set debt_allowed = 1000000",
                "delete from ledger_accounts",
                "truncate ledger_accounts cascade",
            })
    void refusesEveryChangeOfWhatIsPosted(String sql) {
        post(entry("fixed/" + member, Kind.CASHBACK, 700, revenue, available));
        assertRefused("", sql);
        assertEquals(-700, ledger.balance(available));
        assertBooksBalance();
    }

    @Test
    void opensAccountsEmptyWhateverTheInsertSays() {
        var other = UUID.randomUUID();
        sql("insert into ledger_accounts (id, owner_type, owner_id, purpose, currency, balance) values ('" + other
                + "', 'MEMBER', '" + other + "', 'AVAILABLE', 'EUR', -5000)");
        assertEquals(0, count("select -balance from ledger_accounts where id = '" + other + "'"));
        assertBooksBalance();
    }

    @Test
    void manyPostAtOnceToTheSameAccountsWithoutLosingACent() throws Exception {
        // Given
        var members = new ArrayList<UUID>();
        for (int i = 0; i < 4; i++) {
            members.add(UUID.randomUUID());
        }
        long before = ledger.balance(revenue);
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 120; i++) {
            var one = Account.of(Purpose.AVAILABLE, members.get(i % 4), "EUR");
            var two = Account.of(Purpose.PENDING, members.get((i + 1) % 4), "EUR");
            var reference = "many/" + member + "/" + i;
            // Debits and credits in every order, so that wrong lock orders would meet.
            var postings = new ArrayList<>(
                    List.of(Posting.debit(revenue, 30), Posting.credit(one, 10), Posting.credit(two, 20)));
            java.util.Collections.rotate(postings, i % 3);
            tasks.add(() -> post(new Entry(reference, Kind.CASHBACK, Instant.EPOCH, postings)));
        }
        // When
        var threads = Executors.newFixedThreadPool(8);
        for (var done : threads.invokeAll(tasks)) {
            assertTrue(done.get());
        }
        threads.shutdown();
        // Then
        assertEquals(before + 120 * 30, ledger.balance(revenue));
        for (var someone : members) {
            assertEquals(-300, ledger.balance(Account.of(Purpose.AVAILABLE, someone, "EUR")));
            assertEquals(-600, ledger.balance(Account.of(Purpose.PENDING, someone, "EUR")));
        }
        assertBooksBalance();
    }

    @Test
    void theLastCentIsSpentOnceHoweverManyTry() throws Exception {
        post(entry("earned/" + member, Kind.CASHBACK, 1000, revenue, available));
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 16; i++) {
            var entry = entry("spend/" + member + "/" + i, Kind.PAYOUT, 300, available, reserved);
            tasks.add(() -> {
                try {
                    return post(entry);
                } catch (InsufficientBalance refused) {
                    return false;
                }
            });
        }
        var threads = Executors.newFixedThreadPool(8);
        int spent = 0;
        for (var done : threads.invokeAll(tasks)) {
            spent += done.get() ? 1 : 0;
        }
        threads.shutdown();
        assertEquals(3, spent);
        assertEquals(-100, ledger.balance(available));
        assertEquals(-900, ledger.balance(reserved));
    }

    /** Accounts are opened by whoever comes first; found a deadlock once when some of an entry's were there and some not. */
    @Test
    void manyOpenTheSameAccountsAtOnceWithoutStandingInEachOthersWay() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 15; round++) {
            var someone = UUID.randomUUID();
            var earned = Account.of(Purpose.AVAILABLE, someone, "EUR");
            post(entry("open/" + someone, Kind.CASHBACK, 800, revenue, earned));
            var tasks = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 8; i++) {
                var other = Account.of(i % 2 == 0 ? Purpose.RESERVED : Purpose.PENDING, someone, "EUR");
                var entry = entry("open/" + someone + "/" + i, Kind.PAYOUT, 100, earned, other);
                tasks.add(() -> post(entry));
            }
            for (var done : threads.invokeAll(tasks)) {
                assertTrue(done.get());
            }
            assertEquals(0, ledger.balance(earned));
        }
        threads.shutdown();
    }

    private final UUID entryId = Ids.newId();

    private String newEntry(String reference) {
        return "insert into ledger_entries (id, reference, kind, occurred_at) values ('" + entryId + "', '" + reference
                + "/" + member + "', 'CASHBACK', now())";
    }

    private String posting(int line, Account account, long amount) {
        return "insert into ledger_postings (entry_id, line, account_id, currency, amount) values ('" + entryId + "', "
                + line + ", '" + account.id() + "', 'EUR', " + amount + ")";
    }

    /** Runs the statements in one transaction of a plain SQL session with the service's own login. */
    private void assertRefused(String reason, String... statements) {
        post(entry("opened/" + UUID.randomUUID(), Kind.CASHBACK, 1, revenue, reserved)); // the accounts are there
        sql("insert into ledger_accounts (id, owner_type, owner_id, purpose, currency) values ('" + available.id()
                + "', 'MEMBER', '" + member + "', 'AVAILABLE', 'EUR') on conflict do nothing");
        var refused = assertThrows(IllegalStateException.class, () -> sql(statements));
        assertTrue(refused.getCause() instanceof SQLException);
        assertTrue(
                refused.getCause().getMessage().contains(reason),
                refused.getCause().getMessage());
    }

    private void sql(String... statements) {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                for (var sql : statements) {
                    statement.execute(sql);
                }
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String query) {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean post(Entry entry) {
        return QuarkusTransaction.requiringNew().call(() -> ledger.post(entry));
    }

    private static Entry entry(String reference, Kind kind, long amount, Account debit, Account credit) {
        return new Entry(
                reference, kind, Instant.EPOCH, List.of(Posting.debit(debit, amount), Posting.credit(credit, amount)));
    }
}
