package shop.pennywell.portal.account;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.portal.testing.Browser;
import shop.pennywell.portal.testing.MemberSiblings;
import shop.pennywell.portal.testing.Shopper;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(MemberSiblings.class)
class AccountPagesTest {

    private static final String CASHBACK = "GET /api/v1/me/cashback";
    private static final String WALLET = "GET /api/v1/me/wallet";
    private static final String PAYOUTS = "GET /api/v1/me/payouts";
    private static final String ACCOUNT = "GET /api/v1/me/payout-account";
    private static final String CLICKS = "GET /api/v1/me/clicks";
    private static final String FRIENDS = "GET /api/v1/me/referrals";
    private static final String MAILS = "GET /api/v1/me/messages";

    @Inject
    DataSource database;

    @Inject
    MemberCalls.Config timeouts;

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
    void showsEachOrderInPlainWordsWithItsTimeline() {
        MemberSiblings.answer(CASHBACK, 200, """
                {"items":[
                 {"transactionId":"1","store":{"slug":"gift-shop","name":"Gift & Co <b>"},"orderReference":"A-1",
                  "orderedAt":"2026-11-20T10:00:00Z","orderValue":{"amount":"100.00","currency":"GBP"},
                  "cashback":{"amount":"4.50","currency":"GBP"},"status":"TRACKED","estimate":"2027-01-12",
                  "timeline":[{"at":"2026-11-20T10:05:00Z","status":"TRACKED","detail":"Gift told us about your order."}]},
                 {"transactionId":"2","store":{"slug":"gift-shop","name":"Gift"},"orderReference":"A-2",
                  "orderedAt":"2026-11-19T10:00:00Z","orderValue":{"amount":"10","currency":"JPY"},
                  "cashback":{"amount":"1","currency":"JPY"},"status":"DECLINED","reason":"RETURNED","timeline":[]}],
                 "next":"abc"}""");

        browser.get("/account/cashback")
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("Gift &amp; Co &lt;b&gt;"),
                        containsString("£4.50"),
                        containsString("£100.00"),
                        containsString("Expected around 12 Jan 2027"),
                        containsString("Gift told us about your order."),
                        containsString("The store declined this: you returned the order."),
                        containsString("/account/cashback?cursor=abc"),
                        not(containsString("<b>"))));
        List<String> call = MemberSiblings.heard().remove();
        assertEquals("/api/v1/me/cashback?limit=20", call.get(1));
        assertEquals("Bearer " + member.accessToken(), call.get(2));
    }

    @Test
    void asksForOneStatusOnlyWhenItExists() {
        browser.get("/account/cashback?status=DECLINED&cursor=a%26b%3Dc");
        browser.get("/account/cashback?status=%26limit%3D1");

        assertEquals(
                "/api/v1/me/cashback?limit=20&status=DECLINED&cursor=a%26b%3Dc",
                MemberSiblings.heard().remove().get(1));
        assertEquals(
                "/api/v1/me/cashback?limit=20", MemberSiblings.heard().remove().get(1));
    }

    @Test
    void showsTheOwnLinkAndWhatHasComeOfIt() {
        MemberSiblings.answer(FRIENDS, 200, """
                {"items":[%s,%s,%s,%s,%s],"next":"abc",
                 "offer":{"referrerBonus":{"amount":"10.00","currency":"GBP"},"friendBonus":{"amount":"5.00","currency":"GBP"},
                  "minimumOrder":{"amount":"25.00","currency":"GBP"},"days":90,"capPerYear":20},
                 "asFriend":%s}""".formatted(
                        referral("PENDING", "10.00", false),
                        referral("EARNED", "10.00", false),
                        referral("EARNED", "0.00", true),
                        referral("EXPIRED", "10.00", false),
                        referral("REVOKED", "10.00", false),
                        referral("PENDING", "5.00", false)));

        browser.get("/account/friends")
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("/join?ref="
                                + member.request().get("/api/v1/me").<String>path("referralCode")),
                        containsString("first purchase of £25.00 or more, made within 90 days"),
                        containsString("£10.00 for you once a purchase of £25.00 or more, made before 18 Feb 2027, is"),
                        containsString("£10.00 came into your wallet."),
                        containsString("the friends of this year were complete"),
                        containsString("No purchase of £25.00 or more that counts was made in time."),
                        containsString("so your £10.00 were taken back."),
                        containsString("A friend has brought you: £5.00 are waiting"),
                        containsString("/account/friends?cursor=abc")));
        assertEquals(
                "/api/v1/me/referrals?limit=20", MemberSiblings.heard().remove().get(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 503})
    void theLinkIsThereWithoutAnOfferAndWithoutCommission(int status) {
        MemberSiblings.answer(FRIENDS, status, "{\"items\":[],\"next\":null,\"offer\":null,\"asFriend\":null}");

        browser.get("/account/friends")
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("/join?ref="),
                        containsString(status == 200 ? "no bonus for bringing friends" : "No bonus is lost by that")));
    }

    private static String referral(String status, String bonus, boolean capped) {
        return """
                {"id":"1","status":"%s","bonus":{"amount":"%s","currency":"GBP"},"capped":%s,
                 "minimumOrder":{"amount":"25.00","currency":"GBP"},"registeredAt":"2026-11-20T10:00:00Z",
                 "orderBefore":"2027-02-18T10:00:00Z"}""".formatted(status, bonus, capped);
    }

    @Test
    void showsTheWalletWithItsPayouts() {
        MemberSiblings.answer(WALLET, 200, wallet());
        MemberSiblings.answer(PAYOUTS, 200, """
                {"items":[{"id":"1","status":"SETTLED","amount":{"amount":"20.00","currency":"GBP"},
                 "maskedIban":"GB•• 1234","requestedAt":"2026-11-01T00:00:00Z"}],"next":null}""");

        browser.get("/account/wallet")
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("£12.50"),
                        containsString("£3.00"),
                        containsString("••••&nbsp;1234"),
                        containsString("Arrived"),
                        containsString("Take money out")));
    }

    @Test
    void saysFromWhichAmountOnMoneyCanBeTakenOut() {
        MemberSiblings.answer(WALLET, 200, wallet("12.51"));
        MemberSiblings.answer(ACCOUNT, 200, "{\"holder\":\"Ada Penny\",\"iban\":\"GB•• 1234\"}");
        browser.get("/account/wallet").then().body(containsString("take your money out from £12.51 on"));
        browser.get("/account/payout")
                .then()
                .body(allOf(
                        containsString("£12.50 are available so far; payouts start at £12.51."),
                        not(containsString("name=\"amount\""))));

        MemberSiblings.answer(WALLET, 200, wallet("12.50"));
        browser.get("/account/payout").then().body(containsString("name=\"amount\""));
    }

    /** A sibling that hangs never answers: the page comes because it is not waited for. */
    @ParameterizedTest
    @Timeout(120)
    @CsvSource({
        "/account/cashback, We cannot show your orders just now",
        "/account/wallet, We cannot show your balance just now",
        "/account/payout, Payouts are not available just now",
        "/account/clicks, We cannot show your clicks just now",
        "/account/friends, We cannot show your friends just now"
    })
    void saysKindlyWhatIsMissingWhileASiblingIsAway(String page, String words) {
        for (String call : List.of(CASHBACK, WALLET, PAYOUTS, ACCOUNT, CLICKS, FRIENDS)) {
            MemberSiblings.hang(call);
        }
        browser.get(page)
                .then()
                .statusCode(200)
                .body(allOf(containsString(words), containsString("My cashback"), containsString("Sign out")));

        for (String call : List.of(CASHBACK, WALLET, PAYOUTS, ACCOUNT, CLICKS, FRIENDS)) {
            MemberSiblings.answer(call, 503, "{\"title\":\"secret detail\"}");
        }
        browser.get(page).then().statusCode(200).body(allOf(containsString(words), not(containsString("secret"))));

        for (String call : List.of(CASHBACK, WALLET, PAYOUTS, ACCOUNT, CLICKS, FRIENDS)) {
            MemberSiblings.answer(call, 200, "<html>not json");
        }
        browser.get(page).then().statusCode(200).body(containsString(words));
    }

    @Test
    void waitsASecondForWhatItShowsAndLongerForWhatItChanges() {
        assertEquals(Duration.ofSeconds(1), timeouts.siblingTimeout());
        assertEquals(Duration.ofSeconds(5), timeouts.siblingWriteTimeout());
    }

    @Test
    void sendsTheBankAccountAndShowsWhatTheBankWouldNotTake() {
        MemberSiblings.answer("PUT /api/v1/me/payout-account", 400, """
                {"title":"The request has invalid values","code":"invalid-request",
                 "errors":[{"pointer":"/iban","reason":"has a wrong check digit"}]}""");
        Map<String, String> fields =
                Map.of("holder", "Ada Penny", "iban", "GB00 1234", "bic", "", "password", Shopper.PASSWORD);
        browser.submit(browser.get("/account/payout"), "/account/payout/account", fields)
                .then()
                .statusCode(422)
                .body(allOf(
                        containsString("IBAN has a wrong check digit."),
                        containsString("value=\"GB00 1234\""),
                        not(containsString(Shopper.PASSWORD))));

        MemberSiblings.answer("PUT /api/v1/me/payout-account", 200, "{}");
        browser.submit(browser.get("/account/payout"), "/account/payout/account", fields)
                .then()
                .statusCode(303)
                .header("Location", "/account/payout?notice=account");
        assertEquals(
                "{\"holder\":\"Ada Penny\",\"iban\":\"GB00 1234\",\"password\":\"" + Shopper.PASSWORD + "\"}",
                last("PUT").get(4));
    }

    @Test
    void asksForAPayoutWithAKeyThatMakesItOneHoweverOftenItIsSent() {
        payable();
        MemberSiblings.answer("POST /api/v1/me/payouts", 201, "{\"status\":\"REQUESTED\"}");
        Response form = browser.get("/account/payout");
        String key = Browser.hiddenFields(form, "/account/payout").get("key");

        for (int i = 0; i < 2; i++) {
            browser.submit(form, "/account/payout", Map.of("amount", " 12,50 "))
                    .then()
                    .statusCode(303)
                    .header("Location", "/account/payout?notice=requested");
            assertEquals(key, last("POST").get(3));
        }
        assertEquals(
                "{\"amount\":{\"amount\":\"12.50\",\"currency\":\"GBP\"}}",
                sorted(last("POST").get(4)));
        assertNotEquals(
                key,
                Browser.hiddenFields(browser.get("/account/payout"), "/account/payout")
                        .get("key"));
    }

    @Tag("slow")
    @Test
    void keepsTheKeyOfAPayoutWhoseAnswerWasLost() {
        payable();
        Response form = browser.get("/account/payout");
        String key = Browser.hiddenFields(form, "/account/payout").get("key");
        MemberSiblings.hang("POST /api/v1/me/payouts");

        Response lost = browser.submit(form, "/account/payout", Map.of("amount", "12.50"));
        lost.then().statusCode(503).body(containsString("we do not know whether your payout was requested"));
        assertEquals(key, Browser.hiddenFields(lost, "/account/payout").get("key"));

        MemberSiblings.answer("POST /api/v1/me/payouts", 409, "{\"title\":\"Still under way\"}");
        Response early = browser.submit(lost, "/account/payout", Map.of("amount", "12.50"));
        assertEquals(key, Browser.hiddenFields(early, "/account/payout").get("key"));

        MemberSiblings.answer(
                "POST /api/v1/me/payouts", 422, "{\"title\":\"There is not enough available to pay out\"}");
        Response refused = browser.submit(early, "/account/payout", Map.of("amount", "1250"));
        refused.then()
                .statusCode(422)
                .body(allOf(
                        containsString("There is not enough available to pay out."), containsString("value=\"1250\"")));
        assertNotEquals(key, Browser.hiddenFields(refused, "/account/payout").get("key"));
    }

    /** The hour in which it matters: payments-service is away altogether, so neither account nor wallet can be shown. */
    @Test
    void keepsTheKeyAndTheAmountWhilePaymentsIsAway() {
        payable();
        Response form = browser.get("/account/payout");
        String key = Browser.hiddenFields(form, "/account/payout").get("key");
        for (String call : List.of(WALLET, ACCOUNT, "POST /api/v1/me/payouts")) {
            MemberSiblings.answer(call, 503, "");
        }

        Response lost = browser.submit(form, "/account/payout", Map.of("amount", "12,50"));
        lost.then()
                .statusCode(503)
                .body(allOf(
                        containsString("we do not know whether your payout was requested"),
                        containsString("Payouts are not available just now")));
        Map<String, String> again = Browser.hiddenFields(lost, "/account/payout");
        assertEquals(
                List.of(key, "12,50", "GBP"), List.of(again.get("key"), again.get("amount"), again.get("currency")));

        MemberSiblings.answer("POST /api/v1/me/payouts", 201, "{\"status\":\"REQUESTED\"}");
        browser.submit(lost, "/account/payout", Map.of()).then().statusCode(303);
        assertEquals(key, last("POST").get(3));
        assertEquals(
                "{\"amount\":{\"amount\":\"12.50\",\"currency\":\"GBP\"}}",
                sorted(last("POST").get(4)));
    }

    @Test
    void saysWhyAPayoutWasRefusedEvenIfNothingElseCanBeShown() {
        payable();
        Response form = browser.get("/account/payout");
        MemberSiblings.answer("POST /api/v1/me/payouts", 422, "{\"title\":\"There is not enough available\"}");
        MemberSiblings.answer(WALLET, 503, "");
        MemberSiblings.answer(ACCOUNT, 503, "");

        browser.submit(form, "/account/payout", Map.of("amount", "12.50"))
                .then()
                .statusCode(422)
                .body(containsString("There is not enough available."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10,000", "10.000", "1.234,50", "-1", "ten"})
    void asksForNoPayoutOfAnAmountThatCouldMeanAnother(String amount) {
        payable();
        Response form = browser.get("/account/payout");

        browser.submit(form, "/account/payout", Map.of("amount", amount))
                .then()
                .statusCode(422)
                .body(allOf(
                        containsString("The amount must be written like 12.50, without separators between thousands."),
                        containsString("value=\"" + amount + "\"")));
        assertFalse(MemberSiblings.heard().stream().anyMatch(call -> call.get(0).equals("POST")));
    }

    @Test
    void saysThatItDoesNotKnowWhetherABankAccountWithoutAnAnswerWasSaved() {
        MemberSiblings.answer("PUT /api/v1/me/payout-account", 504, "");
        Map<String, String> fields =
                Map.of("holder", "Ada Penny", "iban", "GB00 1234", "bic", "", "password", Shopper.PASSWORD);

        browser.submit(browser.get("/account/payout"), "/account/payout/account", fields)
                .then()
                .statusCode(503)
                .body(allOf(
                        containsString("we do not know whether your bank account was saved"),
                        not(containsString("nothing was changed"))));
    }

    @Test
    void drawsANewKeyForOneThatIsNone() {
        payable();
        MemberSiblings.answer("POST /api/v1/me/payouts", 201, "{\"status\":\"REQUESTED\"}");
        Response form = browser.get("/account/payout");
        for (String key : List.of("", "two words", "line\nbreak", "schlüssel", "x".repeat(101))) {
            browser.submit(form, "/account/payout", Map.of("amount", "12.50", "key", key))
                    .then()
                    .statusCode(303);
            assertEquals(36, last("POST").get(3).length(), key);
        }
    }

    @Test
    void listsTheClicks() {
        MemberSiblings.answer(CLICKS, 200, """
                {"items":[{"clickId":"01ARZ3NDEKTSV4RRFFQ69G5FAV","store":{"slug":"gift-shop","name":"Gift Shop"},
                 "clickedAt":"2026-11-20T10:00:00Z"}],"next":null}""");

        browser.get("/account/clicks")
                .then()
                .statusCode(200)
                .body(allOf(containsString("01ARZ3NDEKTSV4RRFFQ69G5FAV"), containsString("Gift Shop")));
    }

    @Test
    void changesTheProfile() {
        Map<String, String> fields =
                Map.of("displayName", "Ada \"P\"", "country", "DE", "locale", "de-DE", "currency", "EUR");
        browser.submit(browser.get("/account/profile"), "/account/profile", fields)
                .then()
                .statusCode(303)
                .header("Location", "/account/profile?notice=saved");
        browser.get("/account/profile?notice=saved")
                .then()
                .body(allOf(
                        containsString("value=\"Ada &quot;P&quot;\""),
                        containsString("value=\"DE\" selected"),
                        containsString("Saved.")));

        browser.submit(
                        browser.get("/account/profile"),
                        "/account/profile",
                        Map.of("displayName", "x".repeat(81), "country", "XX", "locale", "de-DE", "currency", "EUR"))
                .then()
                .statusCode(400)
                .body(allOf(
                        containsString("is not an ISO 3166-1 alpha-2 country"),
                        containsString("at most 80 characters")));
        member.request().get("/api/v1/me").then().body("displayName", equalTo("Ada \"P\""));
    }

    @Test
    void erasesTheAccountOnlyWithThePassword() {
        browser.submit(browser.get("/account/profile"), "/account/profile/erasure", Map.of("password", "not this one"))
                .then()
                .statusCode(422)
                .body(containsString("The password is not right"));
        member.request().get("/api/v1/me").then().statusCode(200);

        browser.submit(
                        browser.get("/account/profile"),
                        "/account/profile/erasure",
                        Map.of("password", Shopper.PASSWORD))
                .then()
                .statusCode(303)
                .header("Location", "/sign-in?notice=erased");
        assertFalse(browser.isSignedIn());
        browser.signInAs(member);
        browser.get("/account/profile").then().statusCode(303).header("Location", "/sign-in");
        member.request().get("/api/v1/me").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account/cashback",
                "/account/wallet",
                "/account/payout",
                "/account/clicks",
                "/account/friends",
                "/account/profile"
            })
    void sendsVisitorsToTheSignInAndBack(String page) {
        new Browser(shopper)
                .get(page + "?status=PAID")
                .then()
                .statusCode(303)
                .header("Location", "/sign-in?return=" + page.replace("/", "%2F") + "%3Fstatus%3DPAID");
    }

    @Test
    void exportsWhatEachSiblingKnows() {
        MemberSiblings.answer(CASHBACK, 200, "{\"items\":[{\"orderReference\":\"A-1\"}],\"next\":null}");
        MemberSiblings.answer(PAYOUTS, 200, "{\"items\":[{\"id\":\"P-1\"}],\"next\":null}");
        MemberSiblings.answer(CLICKS, 200, "{\"items\":[{\"clickId\":\"C-1\"}],\"next\":null}");
        MemberSiblings.answer(
                FRIENDS, 200, "{\"items\":[{\"id\":\"R-1\"}],\"next\":null,\"asFriend\":{\"id\":\"R-2\"}}");
        MemberSiblings.answer(MAILS, 200, "{\"items\":[{\"subject\":\"Welcome\"}],\"next\":null}");
        payable();

        export().body("profile.email", equalTo(shopper.email))
                .body("sessions", hasSize(1))
                .body("favourites", hasSize(0))
                .body("cashback.items.orderReference", contains("A-1"))
                .body("payouts.items.id", contains("P-1"))
                .body("clicks.items.clickId", contains("C-1"))
                .body("referrals.items.id", contains("R-1"))
                .body("invitation.asFriend.id", equalTo("R-2"))
                .body("mails.items.subject", contains("Welcome"))
                .body("wallet.balances[0].available.amount", equalTo("12.50"))
                .body("payoutAccount.holder", equalTo("Ada Penny"))
                .body("payoutAccount.iban", equalTo("GB•• 1234"))
                .body("visits.remark", containsString("no record is kept"));
        for (List<String> call : MemberSiblings.heard()) {
            assertEquals("Bearer " + member.accessToken(), call.get(2), call.get(1));
        }
    }

    @Test
    void exportsTheRestAndSaysWhatIsUnavailable() {
        for (String call : List.of(CASHBACK, PAYOUTS, CLICKS, FRIENDS, MAILS, WALLET, ACCOUNT)) {
            MemberSiblings.answer(call, 503, "");
        }
        export().body("profile.email", equalTo(shopper.email));
        for (String part : List.of("cashback", "payouts", "clicks", "referrals", "mails", "wallet", "payoutAccount")) {
            export().body(part + ".unavailable", containsString("later"));
        }
        MemberSiblings.answer(ACCOUNT, 404, "{\"title\":\"There is nothing here\"}");
        export().body("payoutAccount.remark", equalTo("There is none."));
    }

    private ValidatableResponse export() {
        return member.request().get("/api/v1/me/export").then().statusCode(200);
    }

    private static void payable() {
        MemberSiblings.answer(WALLET, 200, wallet());
        MemberSiblings.answer(ACCOUNT, 200, "{\"holder\":\"Ada Penny\",\"iban\":\"GB•• 1234\"}");
    }

    private static String wallet() {
        return wallet("10.00");
    }

    private static String wallet(String minimumPayout) {
        return """
                {"balances":[{"currency":"GBP","pending":{"amount":"3.00","currency":"GBP"},
                 "available":{"amount":"12.50","currency":"GBP"},"reserved":{"amount":"0.00","currency":"GBP"},
                 "paid":{"amount":"20.00","currency":"GBP"},
                 "minimumPayout":{"amount":"%s","currency":"GBP"}}]}""".formatted(minimumPayout);
    }

    private static List<String> last(String method) {
        return MemberSiblings.heard().stream()
                .filter(call -> call.get(0).equals(method))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static String sorted(String json) {
        return json.equals("{\"amount\":{\"currency\":\"GBP\",\"amount\":\"12.50\"}}")
                ? "{\"amount\":{\"amount\":\"12.50\",\"currency\":\"GBP\"}}"
                : json;
    }
}
