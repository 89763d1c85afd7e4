package shop.pennywell.mailing;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.local.testing.PretendSibling;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.mailing.Portal.Member;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static shop.pennywell.mailing.Portal.eventually;

/** What staff can see and do, and what nobody else can. */
@QuarkusTest
class AdminTest {

    @Test
    void listsEveryTemplateWithASampleSubject() {
        staff().get("/api/v1/admin/templates")
                .then()
                .statusCode(200)
                .body("items", hasSize(23))
                .body("next", nullValue())
                .body("items.name", hasItem("cashback-tracked"))
                .body("items.subject", hasItem("£2.45 cashback tracked at Paper Lantern"));
    }

    @Test
    void previewsATemplateAsPageAndAsText() {
        staff().get("/api/v1/admin/templates/cashback-declined/preview?locale=de-DE")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("61,25"));
        staff().accept("application/json, text/plain, */*")
                .get("/api/v1/admin/templates/payout-returned/preview?format=text")
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .body(containsString("The account has been closed."));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/admin/templates/nope/preview,404,template-unknown",
        "/api/v1/admin/templates/welcome/preview?format=pdf,400,format-unknown",
        "/api/v1/admin/messages?status=LOST,400,status-unknown",
        "/api/v1/admin/messages?memberId=me,400,invalid-request",
        "/api/v1/admin/messages?limit=0,400,invalid-request",
        "/api/v1/admin/messages?limit=101,400,invalid-request",
        "/api/v1/admin/messages?cursor=%25%25,400,invalid-request",
        "/api/v1/admin/messages?cursor=Zm9v,400,invalid-request",
        "/api/v1/admin/messages/00000000-0000-7000-8000-000000000000,404,message-unknown",
        "/api/v1/admin/messages/nope,404,not-found"
    })
    void answersBadQuestionsWithAProblem(String path, int status, String code) {
        staff().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("traceId", notNullValue());
    }

    @Test
    void pagesThroughAMembersMessagesNewestFirst() {
        Member member = Portal.registers();
        PretendSibling.says("payout-account.changed", member.in(PretendSibling.sample("payout-account.changed")));
        String path = "/api/v1/admin/messages?limit=1&memberId=" + member.id();
        JsonPath first = staff().get(path).then().statusCode(200).extract().jsonPath();
        assertEquals("payout-account-changed", first.getString("items[0].template"));
        JsonPath second = staff().get(path + "&cursor=" + first.getString("next"))
                .then()
                .statusCode(200)
                .body("next", nullValue())
                .extract()
                .jsonPath();
        assertEquals("welcome", second.getString("items[0].template"));
        assertNotEquals(first.getString("items[0].id"), second.getString("items[0].id"));
    }

    @Test
    void membersPageThroughTheirOwnMessagesAndNobodyElses() {
        Member member = Portal.registers();
        Member other = Portal.registers();
        PretendSibling.says("payout-account.changed", member.in(PretendSibling.sample("payout-account.changed")));
        String path = "/api/v1/me/messages?limit=1";

        JsonPath first = as(member).get(path).then().statusCode(200).extract().jsonPath();
        assertEquals("payout-account-changed", first.getString("items[0].template"));
        as(member)
                .get(path + "&cursor=" + first.getString("next"))
                .then()
                .statusCode(200)
                .body("items.template", contains("welcome"))
                .body("next", nullValue());
        as(other).get("/api/v1/me/messages").then().body("items.template", contains("welcome"));
        as(other).get(path + "&cursor=Zm9v").then().statusCode(400);
        staff().get("/api/v1/me/messages").then().statusCode(403);
        given().get("/api/v1/me/messages").then().statusCode(401);
    }

    private static RequestSpecification as(Member member) {
        return given().auth().oauth2(TestTokens.member(member.id()));
    }

    @Test
    void filtersMessagesByStatus() {
        String member = Portal.registers().id().toString();
        eventually("it is among those sent", () -> memberIds("SENT").contains(member));
        assertFalse(memberIds("FAILED").contains(member));
        assertFalse(memberIds("QUEUED").contains(member));
    }

    private static List<String> memberIds(String status) {
        return staff().get("/api/v1/admin/messages?limit=100&status=" + status)
                .then()
                .statusCode(200)
                .body("items.status", everyItem(equalTo(status)))
                .extract()
                .path("items.memberId");
    }

    @Test
    void aSuppressedAddressGetsNoMailAndTheMessageSaysWhy() {
        Member member = Member.unknown();
        String body = "{\"address\":\"" + member.email().toUpperCase(java.util.Locale.ROOT)
                + "\",\"reason\":\"COMPLAINT\",\"note\":\"asked by phone\"}";
        for (int again = 0; again < 2; again++) {
            staff().contentType("application/json")
                    .body(body)
                    .post("/api/v1/admin/suppressions")
                    .then()
                    .statusCode(201)
                    .body("address", equalTo(member.email()))
                    .body("reason", equalTo("COMPLAINT"));
        }
        Portal.registers(member);
        Portal.eventually("it is parked", () -> "suppressed: COMPLAINT"
                .equals(staff().get("/api/v1/admin/messages?memberId=" + member.id())
                        .jsonPath()
                        .getString("items[0].lastError")));
        staff().get("/api/v1/admin/suppressions?limit=100").then().body("items.address", hasItem(member.email()));
        staff().delete("/api/v1/admin/suppressions/" + member.email()).then().statusCode(204);
        staff().delete("/api/v1/admin/suppressions/" + member.email()).then().statusCode(404);
        staff().get("/api/v1/admin/suppressions?limit=100").then().body("items.address", not(hasItem(member.email())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "{}",
                "{\"address\":\"a@b.example\"}",
                "{\"address\":\"a@b.example\",\"reason\":\"WHIM\"}",
                "{\"address\":\"a b\",\"reason\":\"MANUAL\"}",
                "{\"address\":\"a@b.example\\r\\nBcc: c@d.example\",\"reason\":\"MANUAL\"}"
            })
    void refusesASuppressionThatIsNone(String body) {
        staff().contentType("application/json")
                .body(body)
                .post("/api/v1/admin/suppressions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void aRetriedPostWithTheSameKeyAnswersTheSame() {
        String body = "{\"address\":\"" + Member.unknown().email() + "\",\"reason\":\"MANUAL\"}";
        String key = UUID.randomUUID().toString();
        for (String hit : new String[] {null, "true"}) {
            staff().header("Idempotency-Key", key)
                    .contentType("application/json")
                    .body(body)
                    .post("/api/v1/admin/suppressions")
                    .then()
                    .statusCode(201)
                    .header("Idempotency-Hit", hit == null ? nullValue() : equalTo(hit));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/admin/messages",
                "/api/v1/admin/messages/00000000-0000-7000-8000-000000000000",
                "/api/v1/admin/templates",
                "/api/v1/admin/templates/welcome/preview",
                "/api/v1/admin/suppressions",
                "/api/v1/admin/mailing/events"
            })
    void isForStaffOnly(String path) {
        given().get(path).then().statusCode(401).body("code", equalTo("unauthenticated"));
        given().auth()
                .oauth2(TestTokens.member(UUID.randomUUID()))
                .get(path)
                .then()
                .statusCode(403);
        given().auth().oauth2(TestTokens.service("mailing")).get(path).then().statusCode(403);
        given().auth()
                .oauth2(TestTokens.expired(UUID.randomUUID()))
                .get(path)
                .then()
                .statusCode(401);
    }

    @Test
    void eventsComeFromServicesOnly() {
        given().contentType("application/cloudevents-batch+json")
                .body("[]")
                .post("/events")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(TestTokens.staff())
                .contentType("application/cloudevents-batch+json")
                .body("[]")
                .post("/events")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(TestTokens.service("stats"))
                .contentType("application/cloudevents-batch+json")
                .body("[]")
                .post("/events")
                .then()
                .statusCode(401);
    }

    private static RequestSpecification staff() {
        return given().auth().oauth2(TestTokens.staff());
    }
}
