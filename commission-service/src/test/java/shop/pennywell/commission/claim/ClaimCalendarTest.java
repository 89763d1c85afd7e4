package shop.pennywell.commission.claim;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import software.amazon.awssdk.services.s3.S3Client;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.commission.TestShop.eventually;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.claim.Claimant.missing;

/** What the calendar does to claims; the days are moved, for no test waits a week. */
@QuarkusTest
class ClaimCalendarTest {
    private static TestShop shop;

    @Inject
    DataSource database;

    @Inject
    ClaimCalendar calendar;

    @Inject
    S3Client s3;

    @ConfigProperty(name = "pennywell.claims.bucket")
    String bucket;

    private Claimant ada;
    private String click;

    @BeforeEach
    void aClick() {
        if (shop == null) {
            shop = TestShop.open();
        }
        ada = new Claimant(shop);
        click = ada.click();
    }

    @Test
    void aClaimThawsOnItsDayAndNotBefore() throws SQLException {
        String due = ada.filed(missing(click, "T-" + click, "10.00"));
        String later = ada.filed(missing(click, "L-" + click, "10.00"));
        set("opens_on = (now() at time zone 'UTC')::date", due);
        set("opens_on = (now() at time zone 'UTC')::date + 1", later);

        eventually(() -> ada.status(due).equals("SUBMITTED"));

        calendar.turn();
        assertEquals("ON_ICE", ada.status(later));
        ada.mine(due)
                .then()
                .body("timeline.step", equalTo(List.of("FILED", "THAWED")))
                .body("timeline.status", equalTo(List.of("ON_ICE", "SUBMITTED")));
    }

    @Test
    void anOrderThatTheStoreReportedMeanwhileNeedsNoClaimAnyMore() throws SQLException {
        String reference = "M-" + click;
        String id = ada.filed(missing(click, reference, "10.00"));
        String order = shop.ordered(click, reference, item("a", "DEFAULT", 1, "10.00"));
        set("opens_on = current_date - 1", id);

        eventually(() -> ada.status(id).equals("WON"));

        ada.mine(id)
                .then()
                .body("wonTransactionId", equalTo(order))
                .body("timeline[1].text", equalTo("Your claim is won. The store has reported the order by itself."));
        shop.transaction(order).then().body("revision", equalTo(1));
    }

    @Test
    void aQuestionWithoutAnAnswerLosesTheClaim() throws SQLException {
        Claimant bob = new Claimant(Claimant.shopThatListens());
        String id = bob.filed(missing(bob.click(), "Q-" + click, "10.00"));
        Claimant.ask(id, "Which colour?");
        calendar.turn();
        assertEquals("NEEDS_INFORMATION", bob.status(id));
        set("changed_at = now() - interval '31 days'", id);

        eventually(() -> bob.status(id).equals("LOST"));

        bob.mine(id)
                .then()
                .body("reason", equalTo("NO_ANSWER"))
                .body("timeline[2].text", equalTo("Your claim is lost: our question was left without an answer."));
    }

    @Test
    void aReceiptIsForgottenHalfAYearAfterItsClaimIsOver() throws SQLException {
        String over = ada.filed(missing(click, "F-" + click, "10.00"));
        String open = ada.filed(missing(click, "O-" + click, "10.00"));
        for (String id : List.of(over, open)) {
            assertEquals(200, ada.prove(id, "%PDF-1.7").statusCode());
        }
        assertEquals(200, ada.withdraw(over).statusCode());
        set("changed_at = now() - interval '179 days'", over, open);
        calendar.turn();
        ada.mine(over).then().body("receipt.type", equalTo("application/pdf"));
        set("changed_at = now() - interval '181 days'", over, open);

        eventually(() -> ada.mine(over).path("receipt") == null);

        assertEquals(0, stored(over));
        assertEquals(1, stored(open));
        ada.mine(open).then().body("receipt.type", equalTo("application/pdf"));
    }

    private int stored(String claimId) {
        return s3.listObjectsV2(list -> list.bucket(bucket).prefix("claims/" + claimId + "/"))
                .keyCount();
    }

    @Test
    @Tag("slow")
    void severalReplicasThawEachClaimOnce() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(ada.filed(missing(click, "R-" + i + "-" + click, "10.00")));
        }
        set("opens_on = current_date - 1", ids.toArray(String[]::new));
        List<Callable<Void>> replicas = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            replicas.add(() -> {
                calendar.turn();
                return null;
            });
        }
        var together = Executors.newFixedThreadPool(replicas.size());
        for (var done : together.invokeAll(replicas)) {
            done.get();
        }
        together.shutdown();

        eventually(() -> ids.stream().allMatch(id -> ada.status(id).equals("SUBMITTED")));
        for (String id : ids) {
            ada.mine(id).then().body("timeline.step", equalTo(List.of("FILED", "THAWED")));
        }
    }

    private void set(String change, String... ids) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement sql =
                        connection.prepareStatement("update claim set " + change + " where id = any (?)")) {
            UUID[] uuids = new UUID[ids.length];
            for (int i = 0; i < ids.length; i++) {
                uuids[i] = UUID.fromString(ids[i]);
            }
            sql.setArray(1, connection.createArrayOf("uuid", uuids));
            assertEquals(ids.length, sql.executeUpdate());
        }
    }
}
