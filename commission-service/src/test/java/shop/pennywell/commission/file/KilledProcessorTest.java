package shop.pennywell.commission.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.eventually;
import static shop.pennywell.commission.file.HandedIn.ORDERS;
import static shop.pennywell.commission.file.HandedIn.csv;
import static shop.pennywell.commission.file.HandedIn.done;
import static shop.pennywell.commission.file.HandedIn.file;
import static shop.pennywell.commission.file.HandedIn.row;

/** Whoever works on a file may die at any moment: nothing is lost and nothing doubled. */
@Tag("slow")
@QuarkusTest
class KilledProcessorTest {
    private static final int LINES = 450;

    private TestShop shop;
    private String click;

    @Inject
    Scheduler scheduler;

    @Inject
    FileRepository files;

    @Inject
    FileStore store;

    @Inject
    FileConfig config;

    @Inject
    WorkOffPiece workOffPiece;

    @Inject
    ObjectMapper json;

    @Inject
    Clock clock;

    @Inject
    DataSource dataSource;

    @BeforeEach
    void aShop() {
        shop = TestShop.open();
        click = shop.click(UUID.randomUUID());
        scheduler.pause("files");
    }

    @AfterEach
    void othersGoOn() {
        scheduler.resume("files");
    }

    @Test
    void anotherGoesOnWhereOneWasKilledBetweenTwoPieces() throws IOException {
        // Given a replica that has worked off two pieces, has read the third, and says no more
        UUID id = UUID.fromString(csv(shop, "orders", orders()));
        UUID dead = UUID.randomUUID();
        PartnerFile claimed = claim(id, dead);
        try (FileReading reading = new FileReading(claimed, store, config, json)) {
            assertTrue(workOffPiece.workOff(id, dead, reading.next()));
            assertTrue(workOffPiece.workOff(id, dead, reading.next()));
            Piece third = reading.next();
            file(shop, id.toString())
                    .then()
                    .body("accepted", equalTo(198))
                    .body("rejected", equalTo(2))
                    .body("lines", equalTo(201));

            // When its lease runs out
            scheduler.resume("files");

            // Then another does the rest
            isWhole(id);
            // And should the dead one wake up, it changes nothing
            assertThrows(WorkOffPiece.LeaseLost.class, () -> workOffPiece.workOff(id, dead, third));
            isWhole(id);
        }
    }

    @Test
    void nothingOfAPieceStaysWhenItsConnectionBreaks() throws SQLException {
        // Given an order of the third piece that somebody else is just about to report, so that the piece waits for it
        UUID id = UUID.fromString(csv(shop, "orders", orders()));
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("""
                    insert into transaction (id, store_id, store_slug, store_name, partner_id, member_id, click_id, order_reference, currency, receipt,
                        ordered_at, reported_at, changed_at, expected_payable_on, status, settled_by, payable, order_value, commission, cashback, revision)
                    values (gen_random_uuid(), '%s', 'x', 'x', '%s', gen_random_uuid(), '%s', 'K-250', 'EUR', '{}', now(), now(), now(), now(),
                        'PENDING', 'STATEMENT', false, 0, 0, 0, 1)""".formatted(shop.storeId, shop.partnerId, click));
            scheduler.resume("files");
            eventually(() -> waiting() == 1);
            file(shop, id.toString()).then().body("lines", equalTo(201)).body("accepted", equalTo(198));

            // When its connection is cut, and the other takes back what it said
            statement.executeQuery(
                    "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and pid <> pg_backend_pid()");
            other.rollback();
        }

        // Then
        isWhole(id);
    }

    @Test
    void anOrderThatAlwaysFailsSpoilsOnlyItself() throws SQLException {
        // Given an order of the third piece that breaks whatever is done to it
        UUID id = UUID.fromString(csv(shop, "orders", orders()));
        change("alter table transaction add constraint broken check (order_reference <> 'K-250') not valid");
        try {
            scheduler.resume("files");
            eventually(() -> number("select attempts from partner_file where id = '" + id + "'") > 0
                    && number("select lines from partner_file where id = '" + id + "'") == 201);

            // When it has failed a few times, then the orders before it get through
            failed(id, 4);
            eventually(() -> number("select lines from partner_file where id = '" + id + "'") == 250);

            // And when it has failed often enough, then those behind it do too
            failed(id, config.maxAttempts());
            done(shop, id.toString())
                    .body("lines", equalTo(LINES + 1))
                    .body("accepted", equalTo(LINES - 5))
                    .body("errors.line", equalTo(List.of(100, 199, 251, 298, 397)))
                    .body("errors[2].code", equalTo("processing-failed"));
        } finally {
            change("alter table transaction drop constraint broken");
        }
    }

    @Test
    void aFileThatEndsWithAPieceIsDoneWithIt() throws IOException {
        UUID id = UUID.fromString(csv(
                shop,
                "orders",
                ORDERS
                        + IntStream.rangeClosed(1, config.piece())
                                .mapToObj(i -> row(click, "E-" + i, "1.00"))
                                .collect(Collectors.joining())));
        UUID owner = UUID.randomUUID();

        try (FileReading reading = new FileReading(claim(id, owner), store, config, json)) {
            assertFalse(workOffPiece.workOff(id, owner, reading.next()));
        }

        file(shop, id.toString()).then().body("status", equalTo("DONE")).body("accepted", equalTo(config.piece()));
    }

    @Test
    void twoProcessorsNeverWorkOnOneFile() {
        UUID id = UUID.fromString(csv(shop, "orders", orders()));
        claim(id, UUID.randomUUID());

        assertTrue(QuarkusTransaction.requiringNew()
                .call(() -> files.claim(clock.instant()))
                .filter(file -> file.id().equals(id))
                .isEmpty());
    }

    @Test
    void refusesTooManyFilesThatWait() {
        for (int i = 0; i < 10; i++) {
            csv(shop, "orders", ORDERS);
        }

        HandedIn.hand(shop, "orders", FilesResource.CSV, "one-more", ORDERS)
                .then()
                .statusCode(429)
                .body("code", equalTo("too-many-files"));
    }

    /** Every ninety-ninth line is bad, the first of them in the first piece. */
    private String orders() {
        return ORDERS
                + IntStream.rangeClosed(1, LINES)
                        .mapToObj(i -> i % 99 == 0 ? "bad " + i + "\n" : row(click, "K-" + i, "1.00"))
                        .collect(Collectors.joining());
    }

    private void isWhole(UUID id) {
        done(shop, id.toString())
                .body("lines", equalTo(LINES + 1))
                .body("accepted", equalTo(LINES - 4))
                .body("duplicates", equalTo(0))
                .body("rejected", equalTo(4))
                .body("errors.line", equalTo(List.of(100, 199, 298, 397)));
        assertEquals(LINES - 4, number("select count(*) from transaction where store_id = '" + shop.storeId + "'"));
        assertEquals(
                LINES - 4,
                number("select count(*) from outbox_event where type = 'transaction.changed' and data ->> 'storeId' = '"
                        + shop.storeId + "'"));
        assertEquals(
                LINES - 4,
                number(
                        "select count(*) from transaction_item where transaction_id in (select id from transaction where store_id = '"
                                + shop.storeId + "')"));
    }

    private PartnerFile claim(UUID id, UUID owner) {
        return QuarkusTransaction.requiringNew().call(() -> {
            PartnerFile file = files.findById(id);
            file.start(owner, clock.instant(), clock.instant().plus(config.lease()));
            return file;
        });
    }

    /** As if it had been tried so often, and is to be tried now. */
    private void failed(UUID id, int times) throws SQLException {
        eventually(
                () -> number("select count(*) from partner_file where lease_owner is null and id = '" + id + "'") == 1);
        change("update partner_file set attempts = " + times + ", lease_until = now(), turn_at = now() where id = '"
                + id + "'");
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long waiting() {
        return number(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into transaction%'");
    }

    private long number(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }
}
