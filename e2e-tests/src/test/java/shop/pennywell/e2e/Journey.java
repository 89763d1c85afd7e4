package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.e2e.Eventually.eventually;

/**
 * One purchase from search to payout, in steps that each check what they brought about. Amounts are worked out by hand here:
 * DEFAULT pays 10 %, half of it the member's; GADGETS pays 4 %, 60 % of it the member's.
 */
final class Journey {

    private final Platform platform;
    private final Api api;
    private final String tag = Long.toString(System.nanoTime(), 36);
    private final String slug = "story-" + tag;
    private final Shopper shopper;
    private final List<Step> steps = new ArrayList<>();

    private Staff staff;
    private PartnerStore store;
    private String partnerId;
    private String storeId;
    private String clickUrl;
    private String clickId;
    private final Map<String, String> transactions = new LinkedHashMap<>();
    private String statementId;
    private String payoutId;
    private String batchId;

    Journey(Platform platform) {
        this.platform = platform;
        this.api = platform.api();
        this.shopper = new Shopper(platform, "shopper-" + tag + "@example.com");
        step("portal", "staff sign in", this::staffSignIn);
        step("commission", "staff create a partner with credentials", this::createPartner);
        step("commission", "staff create a store with rates", this::createStore);
        step("portal", "a product feed is imported", this::importFeed);
        step("portal", "a shopper registers and verifies by mail", shopper::register);
        step("portal", "the member signs in", shopper::signIn);
        step("portal", "the member searches and opens a product", this::search);
        step("commission", "the member clicks out", this::clickOut);
        step("commission", "the store reports an order with two groups", this::reportOrder);
        step("payments", "the member sees it tracked and is mailed", this::seeTracked);
        step("commission", "two more orders are reported", this::reportMore);
        step("commission", "the partner approves, declines and amends", this::validate);
        step("payments", "the member sees the verdicts", this::seeVerdicts);
        step("commission", "a statement is closed", this::closeStatement);
        step("commission", "its payment makes cashback payable", this::payStatement);
        step("payments", "the member sets an IBAN and asks for a payout", this::requestPayout);
        step("payments", "staff release a batch", this::releaseBatch);
        step("payments", "the bank's answer settles it", this::settle);
        step("payments", "the books balance", this::prove);
        step("stats", "the statistics know of it", this::statistics);
        step("mailing", "every mail that was due is there", this::mails);
    }

    /**
     * @param service the one that does the work of this step
     * @param name what happens in it
     */
    record Step(String service, String name, Runnable action) {}

    private void step(String service, String name, Runnable action) {
        steps.add(new Step(service, name, action));
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    private void staffSignIn() {
        staff = Staff.signIn(platform);
    }

    private void createPartner() {
        partnerId = staff.createPartner("Story Ltd " + tag);
        store = staff.createCredentials(partnerId);
        assertTrue(store.postbackSecret().length() >= 20, "a postback secret is given");
    }

    private void createStore() {
        storeId = staff.createStore(
                partnerId,
                slug,
                "[" + Staff.rate("DEFAULT", "10", "50") + "," + Staff.rate("GADGETS", "4", "60") + "]");
    }

    private void importFeed() {
        // The portal hears of the store by an event; until then a feed for it is refused.
        String feedId = eventually(
                        "a feed for the new store",
                        () -> api.post("/api/v1/admin/feeds", staff.token(), """
                                {"storeId":"%s","name":"all","format":"GOOGLE_TSV","country":"GB","currency":"GBP"}""".formatted(storeId)),
                        answer -> answer.status() == 201)
                .json()
                .path("id")
                .asText();
        String feed = "id\ttitle\tdescription\tlink\timage_link\tprice\tbrand\tavailability\n"
                + "S1\tStory teapot " + tag + "\tPours.\thttps://www." + slug
                + ".example/teapot?size=2\t\t25.10 GBP\tStory\tin_stock\n"
                + "S2\tStory lantern " + tag + "\tGlows.\thttps://www." + slug
                + ".example/lantern\t\tnot a price\tStory\tin_stock\n"
                + "S3\tStory clock " + tag + "\tTicks.\thttps://www." + slug
                + ".example/clock\t\t9.99 GBP\tStory\tin_stock\n";
        String importId = api.call(
                        "PUT",
                        "/api/v1/admin/feeds/" + feedId + "/content",
                        staff.token(),
                        feed,
                        "text/tab-separated-values")
                .expect(202)
                .json()
                .path("importId")
                .asText();
        JsonNode done = eventually(
                "the import",
                () -> api.get("/api/v1/admin/feeds/" + feedId + "/imports/" + importId, staff.token())
                        .expect(200)
                        .json(),
                seen -> !seen.path("status").asText().equals("RUNNING"));
        assertEquals("DONE", done.path("status").asText(), done::toString);
        assertEquals(2, done.path("imported").asInt(), done::toString);
        assertEquals(1, done.path("rejected").asInt(), done::toString);
        assertEquals(3, done.path("errors").path(0).path("line").asInt(), done::toString);
    }

    private void search() {
        JsonNode found = eventually(
                "the product in search",
                () -> api.get("/api/v1/products?q=teapot+" + tag, null)
                        .expect(200)
                        .json(),
                seen -> seen.path("items").size() == 1
                        && seen.path("items")
                                .path(0)
                                .path("cashback")
                                .path("amount")
                                .asText()
                                .equals("1.25"));
        JsonNode product = found.path("items").path(0);
        assertEquals("25.10", product.path("price").path("amount").asText());
        assertEquals("23.85", product.path("netPrice").path("amount").asText());
        JsonNode opened = api.get("/api/v1/products/" + product.path("id").asText(), null)
                .expect(200)
                .json();
        assertEquals(product.path("title"), opened.path("title"));
        clickUrl = product.path("clickUrl").asText();
    }

    private void clickOut() {
        Api.Answer out = shopper.clickOut(clickUrl);
        clickId = out.header("Click-Id");
        assertNotNull(clickId);
        assertTrue(clickId.matches("[0-9A-Z]{26}"), clickId);
        assertEquals("https://www." + slug + ".example/teapot?size=2&clickref=" + clickId, out.header("Location"));
        eventually(
                "the click in my clicks",
                () -> api.get("/api/v1/me/clicks", shopper.token()).expect(200).json(),
                seen -> seen.toString().contains(clickId));
    }

    private void reportOrder() {
        report(
                "first",
                "{\"sku\":\"S1\",\"quantity\":10,\"amount\":\"251.00\"},"
                        + "{\"sku\":\"G1\",\"group\":\"GADGETS\",\"quantity\":1,\"amount\":\"999.90\"}");
    }

    private void seeTracked() {
        // 251.00 × 10 % = 25.10, half of it 12.55; 999.90 × 4 % = 39.996 → 40.00, 60 % of it 24.00.
        shopper.awaitCashback(reference("first"), "TRACKED", "36.55");
        eventually("the mail about it", () -> platform.mailTo(shopper.email(), "36.55"), found -> found != null);
        shopper.awaitWallet("36.55", "0.00", "0.00", "0.00");
    }

    private void reportMore() {
        report("second", "{\"sku\":\"S3\",\"quantity\":1,\"amount\":\"9.99\"}");
        report("third", "{\"sku\":\"S1\",\"quantity\":4,\"amount\":\"100.40\"}");
        shopper.awaitCashback(reference("second"), "TRACKED", "0.50");
        shopper.awaitCashback(reference("third"), "TRACKED", "5.02");
    }

    private void validate() {
        verdict("first", "\"action\":\"APPROVE\"");
        verdict("second", "\"action\":\"DECLINE\",\"reason\":\"RETURNED\"");
        verdict("third", "\"action\":\"AMEND\",\"items\":[{\"sku\":\"S1\",\"quantity\":2,\"amount\":\"50.20\"}]");
        // Seen and mailed before the next verdict: of two that follow at once, only the newer state need be told.
        eventually("the mail about it", () -> platform.mailTo(shopper.email(), "has changed"), found -> found != null);
        verdict("third", "\"action\":\"APPROVE\"");
    }

    private void seeVerdicts() {
        shopper.awaitCashback(reference("first"), "CONFIRMED", "36.55");
        JsonNode declined = shopper.awaitCashback(reference("second"), "DECLINED", null);
        assertEquals("RETURNED", declined.path("reason").asText(), declined::toString);
        shopper.awaitCashback(reference("third"), "CONFIRMED", "2.51");
        shopper.awaitWallet("39.06", "0.00", "0.00", "0.00");
    }

    private void closeStatement() {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        JsonNode statement = api.post(
                        "/api/v1/admin/statements",
                        staff.token(),
                        "{\"partnerId\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}".formatted(partnerId, yesterday, today))
                .expect(201)
                .json();
        statementId = statement.path("id").asText();
        // 25.10 + 40.00 of the first, 5.02 of the third; the second was declined.
        assertEquals("70.12", statement.path("total").path("amount").asText(), statement::toString);
        assertEquals(2, statement.path("transactions").asInt(), statement::toString);
    }

    private void payStatement() {
        api.post("/api/v1/admin/statements/" + statementId + "/payments", staff.token(), """
                        {"amount":{"amount":"70.12","currency":"GBP"},"receivedOn":"%s","bankReference":"CR-%s"}""".formatted(
                                LocalDate.now(ZoneOffset.UTC), tag))
                .expect(201);
        shopper.awaitCashback(reference("first"), "PAYABLE", "36.55");
        shopper.awaitCashback(reference("third"), "PAYABLE", "2.51");
        shopper.awaitWallet("0.00", "39.06", "0.00", "0.00");
    }

    private void requestPayout() {
        api.put("/api/v1/me/payout-account", shopper.token(), """
                        {"holder":"Zoë Størmer","iban":"GB29 NWBK 6016 1331 9268 19","password":"%s"}""".formatted(Shopper.PASSWORD))
                .expect(200);
        JsonNode payout = api.post(
                        "/api/v1/me/payouts",
                        shopper.token(),
                        "{\"amount\":{\"amount\":\"30.00\",\"currency\":\"GBP\"}}")
                .expect(201)
                .json();
        payoutId = payout.path("id").asText();
        assertEquals("REQUESTED", payout.path("status").asText());
        shopper.awaitWallet("0.00", "9.06", "30.00", "0.00");
    }

    private void releaseBatch() {
        Api.Answer approved = api.post("/api/v1/admin/payouts/" + payoutId + "/approval", staff.token(), "{}");
        assertTrue(approved.status() / 100 == 2 || approved.status() == 409, approved::text);
        JsonNode batch = api.post("/api/v1/admin/payouts/batches", staff.token(), "{\"currency\":\"GBP\"}")
                .expect(201)
                .json();
        batchId = batch.path("id").asText();
        assertTrue(batch.path("payouts").asInt() >= 1, batch::toString);
        String file = eventually(
                        "the batch's file",
                        () -> api.get("/api/v1/admin/payouts/batches/" + batchId + "/file", staff.token()),
                        answer -> answer.status() == 200)
                .text();
        Pain001.validate(file);
        assertTrue(file.contains(">30.00<") && file.contains("GB29NWBK60161331926819"), file);
        awaitPayout("SUBMITTED");
    }

    private void settle() {
        String file = api.get("/api/v1/admin/payouts/batches/" + batchId + "/file", staff.token())
                .expect(200)
                .text();
        JsonNode read = api.call(
                        "POST",
                        "/api/v1/admin/bank-files",
                        staff.token(),
                        Pain001.settledAnswer(file),
                        "application/xml")
                .expect(200)
                .json();
        assertTrue(
                read.path("matched").asInt() + read.path("duplicates").asInt() >= 1
                        && read.path("unmatched").asInt() == 0,
                read::toString);
        awaitPayout("SETTLED");
        shopper.awaitWallet("0.00", "9.06", "0.00", "30.00");
    }

    private void prove() {
        JsonNode proof =
                api.get("/api/v1/admin/ledger/proof", staff.token()).expect(200).json();
        assertTrue(proof.path("balanced").asBoolean(), proof::toString);
        assertTrue(proof.path("entries").asLong() > 0, proof::toString);
        assertTrue(proof.path("currencies").findValuesAsText("currency").contains("GBP"), proof::toString);
        for (JsonNode currency : proof.path("currencies")) {
            assertTrue(currency.path("difference").toString().matches(".*\"0(\\.0+)?\".*"), proof::toString);
        }
    }

    private void statistics() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        eventually(
                "the figures of the store",
                () -> api.get(
                                "/api/v1/admin/stats/totals?from=" + today.minusDays(2) + "&to=" + today.plusDays(1)
                                        + "&store=" + slug,
                                staff.token())
                        .expect(200)
                        .json(),
                seen -> seen.path("clicks").asInt() == 1
                        && seen.path("uniqueClicks").asInt() == 1
                        && seen.path("orders").asInt() == 3
                        && seen.path("approved").asInt() == 2
                        && seen.path("declined").asInt() == 1
                        && seen.path("saleAmounts").toString().contains("1301.10")
                        && seen.path("commissions").toString().contains("70.12")
                        && seen.path("cashbacks").toString().contains("39.06"));
    }

    private void mails() {
        String[] subjects = {
            "Confirm your email",
            "Welcome",
            "36.55 cashback tracked",
            "confirmed your cashback",
            "has changed",
            "was declined",
            "36.55 is in your wallet",
            "bank account",
            "payout request",
            "on its way",
            "30.00 paid to your account"
        };
        for (String due : subjects) {
            eventually("a mail about: " + due, () -> platform.mailTo(shopper.email(), due), found -> found != null);
        }
        Map<String, Set<String>> idsByText = new HashMap<>();
        platform.mails(shopper.email()).forEach(mail -> idsByText
                .computeIfAbsent(mail.text(), text -> new HashSet<>())
                .add(mail.messageId()));
        idsByText.forEach((text, ids) -> assertEquals(1, ids.size(), () -> "mailed twice: " + text));
    }

    private void report(String name, String items) {
        JsonNode result = store.report("""
                        [{"clickId":"%s","orderReference":"%s","orderedAt":"%s","currency":"GBP","items":[%s]}]""".formatted(clickId, reference(name), Instant.now(), items))
                .path(0);
        assertTrue(result.path("outcome").asText().matches("ACCEPTED|DUPLICATE"), result::toString);
        transactions.put(name, result.path("transactionId").asText());
    }

    private void verdict(String name, String verdict) {
        JsonNode result = store.validate("[{\"transactionId\":\"" + transactions.get(name) + "\"," + verdict + "}]")
                .path(0);
        assertEquals("ACCEPTED", result.path("outcome").asText(), result::toString);
    }

    private void awaitPayout(String status) {
        eventually(
                "the payout " + status,
                () -> api.get("/api/v1/me/payouts", shopper.token())
                        .expect(200)
                        .json()
                        .path("items"),
                seen -> seen.size() == 1 && seen.path(0).path("status").asText().equals(status));
    }

    private String reference(String name) {
        return tag + "-" + name;
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
