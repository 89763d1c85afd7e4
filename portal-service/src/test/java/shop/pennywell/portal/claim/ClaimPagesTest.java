package shop.pennywell.portal.claim;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.portal.testing.Browser;
import shop.pennywell.portal.testing.MemberSiblings;
import shop.pennywell.portal.testing.Shopper;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(MemberSiblings.class)
class ClaimPagesTest {
    private static final String CLAIMS = "/api/v1/me/claims";
    private static final String ID = "019abf10-7d42-7a35-8c11-6e0b9d53f2a8";
    private static final String CLICK = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    private static final String ORDER = "019ab3d8-4e11-7b62-a7c5-5f0e8d21c934";
    private static final String PAGE = "/account/claims/" + ID;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @Inject
    DataSource database;

    private Shopper shopper;
    private Shopper.SignedIn member;
    private Browser browser;

    @BeforeEach
    void signIn() {
        MemberSiblings.forget();
        shopper = new Shopper(database);
        member = shopper.member();
        browser = new Browser(shopper);
        browser.signInAs(member);
    }

    @Test
    void listsTheClaimsInPlainWords() {
        MemberSiblings.answer("GET " + CLAIMS, 200, """
                {"items":[%s,%s],"next":"abc"}""".formatted(
                        claim("NEEDS_INFORMATION", ""), claim("ON_ICE", "").replace(ID, ORDER)));

        browser.get("/account/claims")
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("Missing order at Gift &amp; Co &lt;b&gt;"),
                        containsString("href=\"" + PAGE + "\">Answer it"),
                        containsString("On ice until 2 Dec 2026"),
                        containsString("Order A-1 of 20 Nov 2026"),
                        containsString("£48.90"),
                        containsString("/account/claims?cursor=abc"),
                        not(containsString("<b>"))));
        assertEquals(
                List.of("GET", CLAIMS + "?limit=20", "Bearer " + member.accessToken()),
                MemberSiblings.heard().remove().subList(0, 3));
    }

    @Test
    void aNewClaimBeginsWithTheMembersOwnClicks() {
        MemberSiblings.answer("GET " + CLAIMS + "/clicks", 200, """
                {"items":[%s,%s],"next":"more"}""".formatted(
                        click(today.plusDays(3), today.plusDays(90), """
                                {"transactionId":"%s","orderReference":"A-9","orderValue":{"amount":"10.00","currency":"GBP"},
                                 "status":"CLAWED_BACK"}""".formatted(ORDER), """
                                {"claimId":"%s","orderReference":"A-1","status":"WITH_STORE"}""".formatted(ID)),
                        click(today, today, "", "").replace(CLICK, "01BX5ZZKBKACTAV9WEVGEMMVRZ")));

        browser.get("/account/claims/new")
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("You went there on"),
                        containsString("The store hears of claims from"),
                        containsString("Order A-9 worth £10.00 is declined"),
                        containsString("/account/claims/new?order=" + ORDER),
                        containsString("You claimed order A-1: <a href=\"" + PAGE + "\">With the store</a>"),
                        containsString("/account/claims/new?click=" + CLICK),
                        containsString("Another order is missing"),
                        containsString("The store hears of claims now"),
                        containsString("My order is missing"),
                        containsString("/account/claims/new?cursor=more")));
    }

    @Test
    void theFormSaysWhenAClaimOpensAndByWhenItMustBeMade() {
        answerClick(today.plusDays(3), LocalDate.parse("2099-02-28"));

        browser.get("/account/claims/new?click=" + CLICK)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("it rests until that day and then goes on by itself"),
                        containsString("This store takes claims until 28 Feb 2099"),
                        containsString("What the goods cost, in GBP"),
                        containsString("type=\"date\"")));
        answerClick(today, today);
        browser.get("/account/claims/new?click=" + CLICK).then().body(not(containsString("it rests until that day")));
        answerClick(today.minusDays(90), today.minusDays(1));
        browser.get("/account/claims/new?click=" + CLICK)
                .then()
                .body(allOf(containsString("It is too late for one now"), not(containsString("Send the claim"))));
    }

    @Test
    void filesAMissingOrderOnceHoweverOftenItIsSent() {
        answerClick(today, today.plusDays(90));
        MemberSiblings.answer("POST " + CLAIMS, 201, "{\"id\":\"" + ID + "\"}");
        Response form = browser.get("/account/claims/new?click=" + CLICK);
        String key = Browser.hiddenFields(form, "/account/claims").get("key");

        for (int i = 0; i < 2; i++) {
            browser.submit(form, "/account/claims", typed("48,90", "2026-11-20"))
                    .then()
                    .statusCode(303)
                    .header("Location", PAGE + "?notice=filed");
            List<String> call = last("POST");
            assertEquals(key, call.get(3));
            assertEquals(
                    "{\"type\":\"MISSING\",\"clickId\":\"" + CLICK + "\",\"orderReference\":\"A-1\","
                            + "\"orderedAt\":\"2026-11-20T12:00:00Z\",\"orderValue\":{\"amount\":\"48.90\","
                            + "\"currency\":\"GBP\"},\"note\":\"I used the app.\"}",
                    money(call.get(4)));
        }
    }

    @Test
    void claimsAnOrderOfTheirOwn() {
        answerOrder("WRONG_AMOUNT");
        MemberSiblings.answer("POST " + CLAIMS, 201, "{\"id\":\"" + ID + "\"}");
        Response form = browser.get("/account/claims/new?order=" + ORDER);
        form.then()
                .body(allOf(
                        containsString("Claim a wrong amount"),
                        containsString("£10.00"),
                        containsString("What they should count with, in GBP"),
                        not(containsString("Day of the order"))));

        browser.submit(form, "/account/claims", Map.of("amount", "12", "note", ""))
                .then()
                .statusCode(303);

        assertEquals(
                "{\"type\":\"WRONG_AMOUNT\",\"transactionId\":\"" + ORDER + "\",\"orderValue\":{\"amount\":\"12\","
                        + "\"currency\":\"GBP\"}}",
                money(last("POST").get(4)));
        answerOrder("DECLINED");
        Response declined = browser.get("/account/claims/new?order=" + ORDER);
        declined.then().body(allOf(containsString("Claim a declined order"), not(containsString("for=\"amount\""))));
        browser.submit(declined, "/account/claims", Map.of("note", "I kept it."))
                .then()
                .statusCode(303);
        assertEquals(
                "{\"type\":\"DECLINED\",\"transactionId\":\"" + ORDER + "\",\"note\":\"I kept it.\"}",
                last("POST").get(4));
    }

    @Test
    void saysWhatIsNotRightAndKeepsWhatWasTyped() {
        answerClick(today, today.plusDays(90));
        Response form = browser.get("/account/claims/new?click=" + CLICK);

        browser.submit(form, "/account/claims", typed("1.000,00", "20.11.2026"))
                .then()
                .statusCode(422)
                .body(allOf(
                        containsString("Day of the order must be a day such as 2026-12-31"),
                        containsString("without separators between thousands"),
                        containsString("value=\" A-1 \""),
                        containsString(" I used the app. </textarea>")));
        MemberSiblings.answer(
                "POST " + CLAIMS,
                422,
                "{\"title\":\"The store has reported this order already\",\"detail\":\"It is among your cashback.\"}");
        browser.submit(form, "/account/claims", typed("48.90", "2026-11-20"))
                .then()
                .statusCode(422)
                .body(containsString("The store has reported this order already. It is among your cashback."));
    }

    @Test
    void keepsTheKeyOfAClaimWhoseAnswerWasLost() {
        answerClick(today, today.plusDays(90));
        Response form = browser.get("/account/claims/new?click=" + CLICK);
        String key = Browser.hiddenFields(form, "/account/claims").get("key");
        MemberSiblings.hang("POST " + CLAIMS);

        Response lost = browser.submit(form, "/account/claims", typed("48.90", "2026-11-20"));
        lost.then().statusCode(503).body(containsString("we do not know whether your claim was taken"));
        assertEquals(key, Browser.hiddenFields(lost, "/account/claims").get("key"));

        MemberSiblings.answer("POST " + CLAIMS, 422, "{\"title\":\"Refused\"}");
        Response refused = browser.submit(lost, "/account/claims", typed("48.90", "2026-11-20"));
        assertNotEquals(key, Browser.hiddenFields(refused, "/account/claims").get("key"));
    }

    @Test
    void whatWasTypedOutlivesAnAwayService() {
        answerClick(today, today.plusDays(90));
        Response form = browser.get("/account/claims/new?click=" + CLICK);
        MemberSiblings.answer("GET " + CLAIMS + "/clicks/" + CLICK, 503, "");

        Response away = browser.submit(form, "/account/claims", typed("48.90", "2026-11-20"));
        away.then().statusCode(503).body(containsString("Claims cannot be taken just now, and nothing was sent"));

        answerClick(today, today.plusDays(90));
        MemberSiblings.answer("POST " + CLAIMS, 201, "{\"id\":\"" + ID + "\"}");
        browser.submit(away, "/account/claims", Map.of()).then().statusCode(303);
        assertEquals(true, last("POST").get(4).contains("I used the app."), last("POST")::toString);
    }

    @Test
    void aClickThatIsNotTheMembersLeadsBackToTheOwnOnes() {
        for (String query : List.of("click=01BX5ZZKBKACTAV9WEVGEMMVRZ", "order=" + ORDER, "order=%2F..%2Fx")) {
            browser.get("/account/claims/new?" + query)
                    .then()
                    .statusCode(303)
                    .header("Location", "/account/claims/new?notice=gone");
        }
        assertEquals(CLAIMS + "/orders/%2F..%2Fx", last("GET").get(1));
    }

    @Test
    void showsOneClaimWithItsTimeline() {
        answer(claim("WITH_STORE", """
                ,"timeline":[{"at":"2026-11-21T10:00:00Z","status":"SUBMITTED","text":"We have your claim and look at it next."},
                 {"at":"2026-11-22T10:00:00Z","status":"WITH_STORE","text":"We sent it to Gift & Co."}],
                 "receipt":{"type":"application/pdf","bytes":1,"sha256":"00","at":"2026-11-21T11:00:00Z"}"""));

        browser.get(PAGE)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("With the store"),
                        containsString("We sent it to Gift &amp; Co."),
                        containsString("22 Nov 2026"),
                        containsString("A PDF, added on 21 Nov 2026"),
                        containsString("/api/v1/me/claims/" + ID + "/receipt"),
                        containsString("Take this claim back"),
                        not(containsString("We have a question"))));
        answer(claim("LOST", ""));
        browser.get(PAGE).then().body(allOf(containsString("Not accepted"), not(containsString("type=\"file\""))));
        MemberSiblings.forget();
        browser.get(PAGE).then().statusCode(404);
        browser.get("/account/claims/nonsense").then().statusCode(404);
    }

    @Test
    void answersAQuestion() {
        answer(claim("NEEDS_INFORMATION", ",\"question\":\"Which day <i>was it?\""));
        MemberSiblings.answer("POST " + CLAIMS + "/" + ID + "/answer", 200, "{}");
        Response page = browser.get(PAGE);
        page.then().body(containsString("Which day &lt;i&gt;was it?"));

        browser.submit(page, PAGE + "/answer", Map.of("text", " Monday. "))
                .then()
                .statusCode(303)
                .header("Location", PAGE + "?notice=answered");

        assertEquals("{\"text\":\"Monday.\"}", last("POST").get(4));
        browser.submit(page, PAGE + "/answer", Map.of("text", " "))
                .then()
                .statusCode(422)
                .body(containsString("Your answer is missing."));
        MemberSiblings.answer("POST " + CLAIMS + "/" + ID + "/answer", 503, "");
        browser.submit(page, PAGE + "/answer", Map.of("text", "Monday."))
                .then()
                .statusCode(503)
                .body(allOf(containsString("we do not know whether that was done"), containsString(">Monday.<")));
    }

    @Test
    void takesAClaimBack() {
        answer(claim("ON_ICE", ""));
        MemberSiblings.answer("POST " + CLAIMS + "/" + ID + "/withdrawal", 200, "{}");

        browser.submit(browser.get(PAGE), PAGE + "/withdrawal", Map.of())
                .then()
                .statusCode(303)
                .header("Location", PAGE + "?notice=withdrawn");
        MemberSiblings.answer(
                "POST " + CLAIMS + "/" + ID + "/withdrawal", 409, "{\"title\":\"The state forbids this\"}");
        browser.submit(browser.get(PAGE), PAGE + "/withdrawal", Map.of())
                .then()
                .statusCode(422)
                .body(containsString("The state forbids this."));
    }

    @Test
    void sendsAReceiptByteForByte() {
        answer(claim("SUBMITTED", ""));
        MemberSiblings.answer("PUT " + CLAIMS + "/" + ID + "/receipt", 200, "{}");

        upload(browser.get(PAGE), "receipt.pdf", "application/pdf", "%PDF-1.7 a receipt")
                .then()
                .statusCode(303)
                .header("Location", PAGE + "?notice=receipt");

        List<String> call = last("PUT");
        assertEquals("%PDF-1.7 a receipt", call.get(4));
        assertEquals("application/pdf", call.get(5));
        assertEquals("Bearer " + member.accessToken(), call.get(2));
    }

    @Test
    void saysWhyAReceiptWasNotTaken() {
        answer(claim("SUBMITTED", ""));
        MemberSiblings.answer(
                "PUT " + CLAIMS + "/" + ID + "/receipt",
                415,
                "{\"title\":\"A receipt is a JPEG or PNG picture or a PDF file\"}");
        Response page = browser.get(PAGE);

        upload(page, "receipt.html", "text/html", "<html>")
                .then()
                .statusCode(422)
                .body(containsString("A receipt is a JPEG or PNG picture or a PDF file."));
        upload(page, "", "application/octet-stream", "")
                .then()
                .statusCode(422)
                .body(containsString("Choose a file first."));
    }

    @Test
    void aReceiptNeedsTheTokenOfItsFormAndHasALimit() {
        answer(claim("SUBMITTED", ""));
        Response page = browser.get(PAGE);
        Browser stranger = new Browser(shopper);
        stranger.signInAs(member);
        stranger.upload(page, PAGE + "/receipt", "receipt", "r.pdf", "application/pdf", bytes("%PDF-"))
                .then()
                .statusCode(403);

        browser.upload(page, PAGE + "/receipt", "receipt", "r.pdf", "application/pdf", new byte[(10 << 20) + 1])
                .then()
                .statusCode(422)
                .body(containsString("A receipt has at most 10 MB."));
        assertEquals(
                0,
                MemberSiblings.heard().stream()
                        .filter(call -> call.get(0).equals("PUT"))
                        .count());
    }

    @ParameterizedTest
    @CsvSource({
        "/account/claims, We cannot show your claims just now",
        "/account/claims/new, Claims cannot be made just now",
        "/account/claims/new?click=" + CLICK + ", Claims cannot be made just now",
        PAGE + ", We cannot show your claim just now"
    })
    void saysKindlyWhatIsMissingWhileCommissionIsAway(String page, String words) {
        List<String> calls = List.of(CLAIMS, CLAIMS + "/clicks", CLAIMS + "/clicks/" + CLICK, CLAIMS + "/" + ID);
        calls.forEach(call -> MemberSiblings.hang("GET " + call));
        browser.get(page)
                .then()
                .statusCode(200)
                .time(lessThan(2500L))
                .body(allOf(containsString(words), containsString("My cashback"), containsString("Sign out")));
        calls.forEach(call -> MemberSiblings.answer("GET " + call, 503, "{\"title\":\"secret detail\"}"));
        browser.get(page).then().statusCode(200).body(allOf(containsString(words), not(containsString("secret"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account/claims", "/account/claims/new", PAGE})
    void sendsVisitorsToTheSignInAndBack(String page) {
        new Browser(shopper)
                .get(page)
                .then()
                .statusCode(303)
                .header("Location", "/sign-in?return=" + page.replace("/", "%2F"));
    }

    @Test
    void ordersLeadToTheirClaim() {
        MemberSiblings.answer("GET /api/v1/me/cashback", 200, """
                {"items":[{"transactionId":"%s","store":{"slug":"gift","name":"Gift"},"orderReference":"A-1",
                  "orderedAt":"2026-11-20T10:00:00Z","status":"DECLINED","reason":"RETURNED","timeline":[]}],"next":null}""".formatted(ORDER));

        browser.get("/account/cashback")
                .then()
                .body(allOf(
                        containsString("href=\"/account/claims/new?order=" + ORDER + "\">Something wrong?"),
                        containsString("href=\"/account/claims/new\">An order is missing?")));
    }

    @Test
    void theExportHoldsTheClaims() {
        MemberSiblings.answer("GET " + CLAIMS, 200, "{\"items\":[" + claim("WON", "") + "],\"next\":null}");

        member.request().get("/api/v1/me/export").then().statusCode(200).body("claims.items[0].id", equalTo(ID));
    }

    private Response upload(Response page, String file, String type, String content) {
        return browser.upload(page, PAGE + "/receipt", "receipt", file, type, bytes(content));
    }

    private static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(String claim) {
        MemberSiblings.answer("GET " + CLAIMS + "/" + ID, 200, claim);
    }

    private static void answerClick(LocalDate opens, LocalDate closes) {
        MemberSiblings.answer("GET " + CLAIMS + "/clicks/" + CLICK, 200, click(opens, closes, "", ""));
    }

    private static void answerOrder(String type) {
        MemberSiblings.answer("GET " + CLAIMS + "/orders/" + ORDER, 200, """
                {"type":"%s","store":{"slug":"gift","name":"Gift"},"opensOn":"2026-11-20","closesOn":"2099-02-28",
                 "order":{"transactionId":"%s","orderReference":"A-9","orderedAt":"2026-11-20T10:00:00Z",
                  "orderValue":{"amount":"10.00","currency":"GBP"},"status":"PENDING"},"claims":[]}""".formatted(type, ORDER));
    }

    private static String click(LocalDate opens, LocalDate closes, String orders, String claims) {
        return """
                {"clickId":"%s","store":{"slug":"gift","name":"Gift"},"currency":"GBP","clickedAt":"2026-11-20T10:00:00Z",
                 "opensOn":"%s","closesOn":"%s","orders":[%s],"claims":[%s]}""".formatted(CLICK, opens, closes, orders, claims);
    }

    private static String claim(String status, String more) {
        return """
                {"id":"%s","type":"MISSING","status":"%s","store":{"slug":"gift","name":"Gift & Co <b>"},"clickId":"%s",
                 "orderReference":"A-1","orderedAt":"2026-11-20T10:00:00Z","orderValue":{"amount":"48.90","currency":"GBP"},
                 "opensOn":"2026-12-02","createdAt":"2026-11-21T10:00:00Z"%s}""".formatted(ID, status, CLICK, more);
    }

    private static Map<String, String> typed(String amount, String day) {
        return Map.of("orderReference", " A-1 ", "orderedOn", day, "amount", amount, "note", " I used the app. ");
    }

    private static List<String> last(String method) {
        return MemberSiblings.heard().stream()
                .filter(call -> call.get(0).equals(method))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** The two fields of money come in any order. */
    private static String money(String json) {
        return json.replaceAll(
                "\\{\"currency\":\"GBP\",\"amount\":\"([0-9.]+)\"}", "{\"amount\":\"$1\",\"currency\":\"GBP\"}");
    }
}
