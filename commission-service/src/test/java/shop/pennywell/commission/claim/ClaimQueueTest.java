package shop.pennywell.commission.claim;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.member;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.claim.Claimant.ADMIN;
import static shop.pennywell.commission.claim.Claimant.MINE;
import static shop.pennywell.commission.claim.Claimant.PARTNER;
import static shop.pennywell.commission.claim.Claimant.ask;
import static shop.pennywell.commission.claim.Claimant.decide;
import static shop.pennywell.commission.claim.Claimant.forward;
import static shop.pennywell.commission.claim.Claimant.lost;
import static shop.pennywell.commission.claim.Claimant.missing;

/** What staff, the store and the member see of a claim, and what each may do with it. */
@QuarkusTest
class ClaimQueueTest {
    private static final String NOTE = "I am Ada Penny, Elm Street 1";

    @Inject
    DataSource database;

    private TestShop shop;
    private Claimant ada;
    private String id;

    @BeforeEach
    void aClaim() {
        shop = Claimant.shopThatListens();
        ada = new Claimant(shop);
        Map<String, Object> claim = missing(ada.click(), "Q-1", "40.00");
        claim.put("note", NOTE);
        id = ada.filed(claim);
    }

    @Test
    void theQueueIsOldestFirstAndFiltered() {
        String second = ada.filed(missing(ada.click(), "Q-2", "40.00"));
        String third = ada.filed(missing(ada.click(), "Q-3", "40.00"));
        forward(second);

        Response first =
                staff().queryParam("store", shop.slug).queryParam("limit", 2).get(ADMIN);
        first.then().body("items.id", equalTo(List.of(id, second)));
        staff().queryParam("store", shop.slug)
                .queryParam("cursor", first.<String>path("next"))
                .get(ADMIN)
                .then()
                .body("items.id", equalTo(List.of(third)))
                .body("next", nullValue());
        queue("status", "SUBMITTED").then().body("items.id", equalTo(List.of(id, third)));
        queue("type", "MISSING").then().body("items", hasSize(3));
        queue("type", "DECLINED").then().body("items", hasSize(0));
        queue("status", "NONSENSE").then().statusCode(400).body("errors[0].pointer", equalTo("?status"));
        queue("partner", "nonsense").then().statusCode(400);
        staff().queryParam("partner", shop.partnerId)
                .get(ADMIN)
                .then()
                .body("items.id", equalTo(List.of(id, second, third)))
                .body("items[0].memberId", equalTo(ada.id.toString()))
                .body("items[0].note", equalTo(NOTE));
    }

    @Test
    void staffOnlySeeTheQueueAndDecide() {
        member(ada.id).get(ADMIN).then().statusCode(403);
        shop.partner().get(ADMIN).then().statusCode(401);
        member(ada.id)
                .body(Map.of("outcome", "WON"))
                .post(ADMIN + "/" + id + "/decision")
                .then()
                .statusCode(403);
        as(TestTokens.service("commission")).get(ADMIN).then().statusCode(403);
        staff().get(ADMIN + "/" + UUID.randomUUID()).then().statusCode(404);
        staff().get(PARTNER).then().statusCode(401);
        staff().get(ADMIN + "/nonsense").then().statusCode(404);
    }

    @Test
    void thePartnerSeesItsOwnOnceTheyAreSent() {
        shop.partner().get(PARTNER).then().body("items", hasSize(0));
        shop.partner().get(PARTNER + "/" + id).then().statusCode(404);
        ada.storeSays(id, Map.of("outcome", "ACCEPTED")).then().statusCode(404);

        staff().body(Map.of("message", "Is it the one of Monday?")).post(ADMIN + "/" + id + "/forwarding");

        shop.partner().queryParam("status", "WITH_STORE").get(PARTNER).then().body("items.id", equalTo(List.of(id)));
        shop.partner()
                .get(PARTNER + "/" + id)
                .then()
                .statusCode(200)
                .body("orderReference", equalTo("Q-1"))
                .body("clickId", notNullValue())
                .body("timeline.step", equalTo(List.of("FORWARDED")))
                .body("timeline[0].text", equalTo("Is it the one of Monday?"));
        Claimant stranger = new Claimant(TestShop.open());
        stranger.shop.partner().get(PARTNER + "/" + id).then().statusCode(404);
        stranger.shop.partner().get(PARTNER).then().body("items", hasSize(0));
        stranger.shop
                .partner()
                .queryParam("partner", shop.partnerId)
                .get(PARTNER)
                .then()
                .body("items", hasSize(0));
        stranger.storeSays(id, Map.of("outcome", "ACCEPTED")).then().statusCode(404);
        assertEquals("WITH_STORE", ada.status(id));
    }

    @Test
    void thePartnerNeverLearnsWhoTheMemberIs() {
        ask(id, "Which Ada Penny are you?");
        ada.answer(id, "The one in Elm Street.");
        forward(id);
        decide(id, Map.of("outcome", "LOST", "reason", "OTHER", "message", "Sorry, Ada."));

        for (String path : List.of(PARTNER, PARTNER + "/" + id)) {
            String seen = shop.partner().get(path).asString();
            for (String secret : List.of(ada.id.toString(), "Ada", "Elm", "note", "saidBy", "receipt")) {
                assertEquals(false, seen.contains(secret), seen);
            }
        }
    }

    @Test
    void aQuestionGoesToTheMemberAndTheAnswerBackToWhereItWasAsked() {
        ask(id, " Which day was it? ").then().statusCode(200).body("status", equalTo("NEEDS_INFORMATION"));
        ada.mine(id)
                .then()
                .body("question", equalTo("Which day was it?"))
                .body("timeline[1].text", equalTo("We need to know more: Which day was it?"));
        forward(id).then().statusCode(409);
        ask(id, "Again?").then().statusCode(409);
        ada.answer(id, " ").then().statusCode(400);

        ada.answer(id, "Monday.").then().statusCode(200).body("status", equalTo("SUBMITTED"));
        ada.answer(id, "Monday!").then().statusCode(409).body("code", equalTo("claim-state"));
        ada.mine(id).then().body("question", nullValue()).body("timeline[2].text", equalTo("You answered: Monday."));

        forward(id).then().statusCode(200);
        ask(id, "Which colour?");
        ada.answer(id, "Blue.").then().body("status", equalTo("WITH_STORE"));
        staff().get(ADMIN + "/" + id)
                .then()
                .body("timeline.step", equalTo(List.of("FILED", "ASKED", "ANSWERED", "FORWARDED", "ASKED", "ANSWERED")))
                .body("timeline.by", equalTo(List.of("MEMBER", "STAFF", "MEMBER", "STAFF", "STAFF", "MEMBER")))
                .body("timeline[1].saidBy", not(equalTo(ada.id.toString())))
                .body("timeline[2].saidBy", equalTo(ada.id.toString()));
    }

    @Test
    void theStoreMayAnswerWhileTheMemberIsAsked() {
        forward(id);
        ask(id, "Which colour?");

        ada.storeSays(id, Map.of("outcome", "ACCEPTED")).then().statusCode(200);
        ada.answer(id, "Blue.").then().statusCode(409);
    }

    @Test
    void whatIsDecidedOrWithdrawnStaysSo() {
        lost(id, "ORDER_NOT_FOUND").then().statusCode(200);
        for (Response late : List.of(
                forward(id),
                ask(id, "Why?"),
                lost(id, "OTHER"),
                Claimant.won(id),
                member(ada.id).post(MINE + "/" + id + "/withdrawal"))) {
            late.then().statusCode(409).body("code", equalTo("claim-state")).body("detail", containsString("LOST"));
        }
        String other = ada.filed(missing(ada.click(), "Q-9", "1.00"));
        member(ada.id).post(MINE + "/" + other + "/withdrawal").then().statusCode(200);
        Claimant.won(other).then().statusCode(409);
        assertEquals("WITHDRAWN", ada.status(other));
    }

    @Test
    void historyIsAppendOnly() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            for (String change : List.of(
                    "delete from claim_event where claim_id = '" + id + "'",
                    "update claim_event set text = 'better' where claim_id = '" + id + "'",
                    "update claim_event set text = null, said_by = 'nobody' where claim_id = '" + id + "'",
                    "update claim_event set at = now() where claim_id = '" + id + "'")) {
                assertThrows(SQLException.class, () -> sql.execute(change), change);
            }
        }
    }

    private Response queue(String name, String value) {
        return staff().queryParam("store", shop.slug).queryParam(name, value).get(ADMIN);
    }
}
