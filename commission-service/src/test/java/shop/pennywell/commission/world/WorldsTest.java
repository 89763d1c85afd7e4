package shop.pennywell.commission.world;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
class WorldsTest {
    /** More than the pool has, so that each of them has been in the sandbox. */
    private static final int TRANSACTIONS = 30;

    @Inject
    Worlds worlds;

    @Inject
    DataSource dataSource;

    @Test
    void leavesTheSandboxWithTheTransactionHoweverItEnds() {
        for (int i = 0; i < TRANSACTIONS; i++) {
            assertEquals(List.of("sandbox"), worlds.in(World.SANDBOX, this::schema));
            assertThrows(
                    IllegalStateException.class,
                    () -> worlds.in(World.SANDBOX, () -> {
                        schema();
                        throw new IllegalStateException("rolled back");
                    }));
            assertEquals(List.of("public"), QuarkusTransaction.requiringNew().call(this::schema));
            assertEquals(List.of("public"), schema());
        }
    }

    @Test
    void hasNoSandboxWithoutATransaction() {
        Exception refused = assertThrows(IllegalStateException.class, () -> worlds.as(World.SANDBOX, () -> schema()));
        assertEquals("the sandbox is entered by a transaction", refused.getMessage());
        assertEquals(List.of("public"), schema());
    }

    @Test
    void keepsATransactionInTheWorldInWhichItBegan() {
        List<String> seen = QuarkusTransaction.requiringNew().call(() -> {
            schema();
            return worlds.as(World.SANDBOX, this::schema);
        });

        assertEquals(List.of("public"), seen);
        assertEquals(
                List.of("public"),
                worlds.in(World.SANDBOX, () -> worlds.in(World.PRODUCTION, this::schema)),
                "one within the other");
    }

    @Test
    void hasTheSameTablesInBothWorlds() {
        Set<String> production = new TreeSet<>(tables("public"));
        Set<String> sandbox = new TreeSet<>(tables("sandbox"));

        assertTrue(sandbox.remove("sandbox_click"));
        assertEquals(production, sandbox);
    }

    /** Whatever the service does wrong: PostgreSQL takes nothing into one world that is of the other. */
    @Test
    void lacksInEachWorldWhatIsOfTheOtherAlone() {
        assertTrue(refusal(World.PRODUCTION, "select * from sandbox_click").contains("does not exist"));
        assertTrue(refusal(World.PRODUCTION, credential("sandbox-x", "x")).contains("credential_of_production"));
        assertTrue(refusal(World.PRODUCTION, credential("x", "sandbox-x")).contains("credential_of_production"));
        assertTrue(refusal(World.SANDBOX, credential("sandbox-x", "x")).contains("credential_of_sandbox"));
        assertTrue(refusal(World.SANDBOX, credential("partner-x", "sandbox-x")).contains("credential_of_sandbox"));
        assertTrue(refusal(World.PRODUCTION, transaction("S1J00000000000000000000000"))
                .contains("transaction_of_production"));
        assertTrue(refusal(World.SANDBOX, transaction("01J00000000000000000000000"))
                .contains("transaction_of_sandbox"));
    }

    private static String credential(String clientId, String postbackKey) {
        return "insert into credential (id, partner_id, client_id, secret_salt, secret_hash, postback_key, postback_secret, created_at)"
                + " values (gen_random_uuid(), gen_random_uuid(), '" + clientId + "', '', '', '" + postbackKey
                + "', '', now()) returning id";
    }

    /** Checks come before foreign keys: it needs no store. */
    private static String transaction(String clickId) {
        return "insert into transaction (id, store_id, store_slug, store_name, partner_id, member_id, click_id, order_reference,"
                + " currency, receipt, ordered_at, reported_at, changed_at, expected_payable_on, status, payable, order_value,"
                + " commission, cashback, revision, settled_by) values (gen_random_uuid(), gen_random_uuid(), 's', 's',"
                + " gen_random_uuid(), gen_random_uuid(), '" + clickId
                + "', 'r', 'EUR', '{}', now(), now(), now(), now(),"
                + " 'PENDING', false, 0, 0, 0, 1, 'STATEMENT') returning id";
    }

    private String refusal(World world, String sql) {
        return assertThrows(IllegalStateException.class, () -> worlds.in(world, () -> query(sql)))
                .getMessage();
    }

    /** Of the table that is meant by a name; after a few times PostgreSQL has the statement prepared. */
    private List<String> schema() {
        return query("select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                + " where c.oid = 'transaction'::regclass");
    }

    private List<String> tables(String schema) {
        return query("select table_name from information_schema.tables where table_schema = '" + schema + "'");
    }

    private List<String> query(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
    }
}
