package shop.pennywell.portal;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.portal.testing.Browser;
import shop.pennywell.portal.testing.MemberSiblings;
import shop.pennywell.portal.testing.Shopper;
import shop.pennywell.portal.testing.Sql;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Whatever comes, the answer is a problem document that leaks nothing, and nothing is changed. */
@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(MemberSiblings.class)
class BadInputTest {

    private static final List<String> NAUGHTY = List.of(
            "",
            " ",
            "null",
            "undefined",
            "NaN",
            "true",
            "0",
            "-1",
            "1e309",
            "\u0000",
            "\t\r\n",
            "\uFEFF",
            "\uD800",
            "\u202Egnp.exe",
            "Ω≈ç√∫˜µ≤≥÷",
            "田中さんにあげて下さい",
            "👩‍👩‍👧‍👦",
            "مُنَاقَشَةُ",
            "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
            "<script>alert(1)</script>",
            "'; drop table members; --",
            "1' or '1'='1",
            "%00",
            "%s%s%n",
            "{inject:form.token}",
            "{0}",
            "${7*7}",
            "../../../etc/passwd",
            "{\"$ne\":null}",
            "\\\\",
            "\"",
            "a@b@c",
            "=cmd|' /C calc'!A0");

    private static final List<String> POSTS = List.of(
            "/api/v1/members",
            "/api/v1/members/verification",
            "/api/v1/sessions",
            "/api/v1/sessions/refresh",
            "/api/v1/password-resets");

    @Inject
    DataSource database;

    static Stream<String> posts() {
        return POSTS.stream();
    }

    static Stream<String> naughty() {
        return NAUGHTY.stream();
    }

    @ParameterizedTest
    @MethodSource("posts")
    void refusesWhatIsNoJsonObjectOfTheRightShape(String path) {
        int before = rows();
        for (String body : List.of(
                "",
                "{",
                "[]",
                "\"x\"",
                "42",
                "null",
                "{}",
                "{\"email\":{}}",
                "{\"email\":[1]}",
                "nonsense",
                "{\"email\":\"a\"")) {
            refused(json().body(body).post(path), 400);
        }
        refused(
                json().body("{\"email\":" + "[".repeat(1200) + "]".repeat(1200) + "}")
                        .post(path),
                400);
        refused(given().contentType("text/plain").body("{}").post(path), 415);
        refused(
                given().contentType("application/x-www-form-urlencoded")
                        .body("email=x")
                        .post(path),
                415);
        refused(json().body("{}").accept("image/png").post(path), 406);
        assertEquals(before, rows());
    }

    @ParameterizedTest
    @MethodSource("posts")
    void refusesABodyThatIsTooLarge(String path) {
        int before = rows();
        refused(json().body("{\"email\":\"" + "x".repeat(3_000_000) + "\"}").post(path), 413);
        assertEquals(before, rows());
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("naughty")
    void answersNaughtyStringsInEveryFieldWithAProblem(String naughty) {
        int before = rows();
        Map<String, String> everywhere = Map.of(
                "email",
                naughty,
                "password",
                naughty,
                "country",
                naughty,
                "locale",
                naughty,
                "currency",
                naughty,
                "displayName",
                naughty,
                "referralCode",
                naughty,
                "token",
                naughty,
                "refreshToken",
                naughty);
        for (String path : POSTS) {
            Response answer = new Shopper(database).json(everywhere).post(path);
            if (!path.equals("/api/v1/password-resets") || answer.statusCode() != 202) {
                refused(answer);
            }
        }
        String inPath = URLEncoder.encode(naughty.isBlank() ? "x" : naughty, StandardCharsets.UTF_8)
                .replace("+", "%20");
        refused(json().urlEncodingEnabled(false)
                .body(Map.of("password", "long enough password"))
                .put("/api/v1/password-resets/" + inPath));
        given().auth()
                .oauth2(TestTokens.staff())
                .queryParam("q", naughty)
                .get("/api/v1/admin/members")
                .then()
                .statusCode(naughty.contains("\u0000") ? 400 : 200);
        refused(given().auth()
                .oauth2(TestTokens.staff())
                .urlEncodingEnabled(false)
                .get("/api/v1/admin/members/" + inPath));
        assertEquals(before, rows());
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("naughty")
    void showsNaughtyStringsOnPagesAsTextOnly(String naughty) {
        Shopper shopper = new Shopper(database);
        Browser browser = new Browser(shopper);
        String inQuery = URLEncoder.encode(naughty, StandardCharsets.UTF_8);

        for (String page : List.of(
                "/sign-up?ref=", "/sign-in?return=", "/sign-in?notice=", "/verify?token=", "/reset-password?token=")) {
            browser.get(page + inQuery)
                    .then()
                    .statusCode(naughty.contains("\u0000") ? 400 : 200)
                    .body(safe());
        }
        Response form = browser.get("/sign-in");
        browser.submit(form, "/sign-in", Map.of("email", naughty, "password", naughty))
                .then()
                .statusCode(anyOf(is(422), is(429)))
                .body(safe());
        browser.submit(
                        browser.get("/sign-up"),
                        "/sign-up",
                        Map.of("email", naughty, "displayName", naughty, "country", naughty, "locale", naughty))
                .then()
                .statusCode(400)
                .body(safe());
    }

    @Test
    void keepsAMembersProfileWhenAChangeIsUnreadable() {
        Shopper.SignedIn member = new Shopper(database).member();
        for (String body : List.of(
                "",
                "{",
                "[]",
                "null",
                "{\"country\":{}}",
                "{\"displayName\":\"" + "x".repeat(81) + "\"}",
                "{\"locale\":\"\"}")) {
            refused(member.request().contentType(ContentType.JSON).body(body).patch("/api/v1/me"), 400);
        }
        refused(member.request().contentType("text/plain").body("x").patch("/api/v1/me"), 415);
        refused(member.request().put("/api/v1/me"), 405);
        member.request()
                .get("/api/v1/me")
                .then()
                .body("displayName", equalTo("Ada"))
                .body("locale", equalTo("en-GB"));
    }

    @Test
    void keepsRolesApart() {
        Shopper.SignedIn member = new Shopper(database).member();
        String service = TestTokens.service("portal");
        String staff = TestTokens.staff("finance");
        String check = "/internal/members/" + member.id() + "/password-checks";
        Map<String, String> password = Map.of("password", Shopper.PASSWORD);

        for (String path : List.of("/api/v1/me", "/api/v1/me/export")) {
            refused(given().auth().oauth2(staff).get(path), 403);
            refused(given().auth().oauth2(service).get(path), 403);
            refused(given().get(path), 401);
        }
        refused(member.request().contentType(ContentType.JSON).body(password).post(check), 403);
        refused(
                given().auth()
                        .oauth2(staff)
                        .contentType(ContentType.JSON)
                        .body(password)
                        .post(check),
                403);
        refused(json().body(password).post(check), 401);
        refused(
                given().auth()
                        .oauth2(TestTokens.service("payments"))
                        .contentType(ContentType.JSON)
                        .body(password)
                        .post(check),
                401);
        refused(member.request().get("/api/v1/admin/members/" + member.id()), 403);
    }

    @Test
    void checksAPasswordForASibling() {
        Shopper shopper = new Shopper(database);
        String check = "/internal/members/" + shopper.member().id() + "/password-checks";
        RequestSpecification service =
                given().auth().oauth2(TestTokens.service("portal")).contentType(ContentType.JSON);

        given().spec(service)
                .body(Map.of("password", Shopper.PASSWORD))
                .post(check)
                .then()
                .statusCode(204);
        for (int i = 0; i < 5; i++) {
            given().spec(service)
                    .body(Map.of("password", "wrong"))
                    .post(check)
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("password-wrong"));
        }
        given().spec(service)
                .body(Map.of("password", Shopper.PASSWORD))
                .post(check)
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue());
        refused(given().spec(service).body(Map.of()).post(check), 400);
        refused(
                given().spec(service)
                        .body(Map.of("password", "x"))
                        .post("/internal/members/" + UUID.randomUUID() + "/password-checks"),
                404);
    }

    private static Matcher<String> safe() {
        return allOf(not(containsString("<script>alert")), not(containsString("Exception")));
    }

    private static RequestSpecification json() {
        return given().contentType(ContentType.JSON);
    }

    private static void refused(Response answer, int status) {
        refused(answer);
        assertEquals(status, answer.statusCode(), answer.asString());
    }

    private static void refused(Response answer) {
        answer.then()
                .statusCode(allOf(greaterThanOrEqualTo(400), lessThan(500)))
                .contentType("application/problem+json")
                .body("type", containsString("https://pennywell.shop/errors/"))
                .body("code", notNullValue())
                .body("traceId", notNullValue())
                .body(allOf(not(containsString("Exception")), not(containsString("shop.pennywell.portal"))));
    }

    private int rows() {
        return Sql.count(
                database,
                "select (select count(*) from members) + (select count(*) from registrations)"
                        + " + (select count(*) from sessions) + (select count(*) from outbox_event)");
    }
}
