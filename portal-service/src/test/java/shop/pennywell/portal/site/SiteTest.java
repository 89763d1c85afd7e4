package shop.pennywell.portal.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.contracts.Contracts;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.portal.testing.FeedClient;
import shop.pennywell.portal.testing.Partner;
import shop.pennywell.portal.testing.Shares;
import shop.pennywell.portal.testing.Siblings;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class SiteTest {

    private static final String HEADER = "id\ttitle\tlink\tprice\tbrand\tproduct_type\timage_link\n";
    private static final Pattern LOCAL_LINK = Pattern.compile("(?:href|src|action)=\"(/[^\"]*)\"");

    private final Partner partner = new Partner();

    @BeforeEach
    void openStore() {
        partner.storeAt(1)
                .ratesAt(1, Partner.percent("DEFAULT", "9", "50"), Partner.fixed("NEW_CUSTOMER", "5", "GBP", "50"));
    }

    @Test
    void everyPageShowsItsThingsAndTheHeadersThatKeepItSafe() {
        load("1\tBrass lantern\t%s\t12.50 GBP\tGlow\tHome\thttps://img.example/1.jpg\n");

        page("/").body(containsString("Shop as always")).body(containsString("<title>"));
        page("/how-it-works").body(containsString("Questions and answers"));
        page("/stores?q=" + partner.slug).body(containsString(partner.name));
        page("/stores?sort=cashback&category=gifts").body(containsString("<h1>gifts</h1>"));
        page("/stores/" + partner.slug)
                .body(containsString("Up to 4.5% or £2.50"))
                .body(containsString("£2.50"))
                .body(containsString("href=\"/go/" + partner.slug + "\""))
                .body(containsString("within 30 days"));
        page("/search?store=" + partner.slug + "&q=lantern")
                .body(containsString("Brass lantern"))
                .body(containsString("£0.56 cashback"))
                .body(containsString("value=\"lantern\""));
        page(productPath())
                .body(containsString("£11.94"))
                .body(containsString("href=\"/go/" + partner.slug + "?to=https%3A%2F%2F"))
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", containsString("private"));
    }

    @Test
    void saysWhatLimitsAndWhatRaisesARate() throws JsonProcessingException {
        partner.ratesAt(2, """
                {"rateId":"%s","group":"DEFAULT","type":"PERCENT","value":"9","memberSharePercent":"40",
                 "validFrom":"2020-01-01T00:00:00Z","capPerOrder":{"amount":"25.00","currency":"GBP"},
                 "minimumOrder":{"amount":"50.00","currency":"GBP"}}
                """.formatted(UUID.randomUUID()));
        load("1\tBrass lantern\t%s\t112.50 GBP\tGlow\tHome\thttps://img.example/1.jpg\n");
        page("/stores/" + partner.slug).body(containsString("Cashback up to £10.00 an order, for orders from £50.00"));
        ObjectNode campaign = (ObjectNode) new ObjectMapper().readTree(Contracts.sample("rate-campaign.changed"));
        campaign.put("campaignId", UUID.randomUUID().toString())
                .put("name", "Double <b>cashback")
                .put("validFrom", "2020-01-01T00:00:00Z")
                .put("validTo", "2900-01-01T00:00:00Z")
                .remove("market");
        campaign.putArray("storeIds").add(partner.storeId.toString());
        Shares shares = new Shares();
        try {
            shares.campaign(campaign).tiers(Map.of("VIP", "10"));

            page("/stores/" + partner.slug)
                    .body(containsString("<s class=\"muted\">3.6%</s> <strong>7.2%</strong>"))
                    .body(containsString("Double &lt;b&gt;cashback, until 31 Dec 2899"))
                    .body(containsString("up to £20.00 an order"));
            page("/stores?q=" + partner.slug).body(containsString("Double &lt;b&gt;cashback, until 31 Dec 2899"));
            page(productPath())
                    .body(containsString("Double &lt;b&gt;cashback, until 31 Dec 2899"))
                    .body(containsString("Cashback up to £20.00 an order, for orders from £50.00."));
            asVip().get("/stores/" + partner.slug)
                    .then()
                    .body(containsString("<s class=\"muted\">3.6%</s> <strong>8.1%</strong>"))
                    .body(containsString("Double &lt;b&gt;cashback, until 31 Dec 2899"))
                    .body(containsString("With your VIP membership"));
            shares.campaign(campaign.put("revision", 2).put("withdrawn", true));
            asVip().get("/stores/" + partner.slug)
                    .then()
                    .body(containsString("<s class=\"muted\">3.6%</s> <strong>4.5%</strong>"))
                    .body(containsString("With your VIP membership"))
                    .body(not(containsString("Double")));
        } finally {
            shares.end();
        }
    }

    private static RequestSpecification asVip() {
        Map<String, Object> claims = TestTokens.claims(UUID.randomUUID().toString(), "pennywell", List.of("member"));
        claims.put("tier", "VIP");
        return given().auth().oauth2(TestTokens.sign(claims));
    }

    @Test
    void pagesCarryNoScriptOrStyleOfTheirOwnAndEscapeWhatStoresWrite() {
        partner.name = "<script>alert('store')</script>";
        partner.storeAt(2);
        load("1\t<script>alert(1)</script> \"x\" onload=y\t%s\t1.00 GBP\t<img src=x onerror=alert(2)>\t<b>C</b>\t"
                + "https://img.example/\"onerror=\"alert(3)\n");

        for (String path : List.of(
                "/",
                "/stores",
                "/stores/" + partner.slug,
                "/search?store=" + partner.slug,
                productPath(),
                "/search?q=%3Cscript%3Ealert(4)%3C/script%3E",
                "/stores?q=%22%3E%3Cscript%3Ealert(5)",
                "/search?sort=%22%3E%3Cb%3E",
                "/nowhere/%3Cscript%3E")) {
            String html = browser().get(path).asString();
            assertFalse(html.contains("<script>"), path);
            assertFalse(html.contains("<img src=x"), path);
            assertFalse(html.contains("\"onerror=\""), path);
            assertFalse(html.contains(" style="), path);
            assertFalse(html.matches("(?s).*<[^>]* on[a-z]+=\"(?!.*&quot;).*"), path);
        }
        page("/search?q=%3Cscript%3Ealert(4)%3C/script%3E")
                .body(containsString("&lt;script&gt;alert(4)&lt;/script&gt;"));
        page("/stores?q=%22%3E%3Cscript%3Ealert(5)").body(containsString("&quot;&gt;&lt;script&gt;alert(5)"));
    }

    @Tag("slow")
    @Test
    void everyLinkOfACataloguePageThatIsOursLeadsSomewhere() {
        load("1\tBrass lantern\t%s\t12.50 GBP\tGlow\tHome\t\n");
        for (String path : List.of(
                "/", "/stores", "/stores/" + partner.slug, "/search?q=lantern", productPath(), "/how-it-works")) {
            Matcher links = LOCAL_LINK.matcher(browser().get(path).asString());
            while (links.find()) {
                String link = links.group(1).replace("&amp;", "&");
                if (!link.matches("/(go/|account|sign-).*")) {
                    Response answer = browser().get(link);
                    assertEquals(200, answer.statusCode(), link + " on " + path);
                }
            }
        }
    }

    @Test
    void browsersGetPagesForProblemsAndMachinesGetDocuments() {
        browser()
                .get("/nowhere")
                .then()
                .statusCode(404)
                .contentType(startsWith("text/html"))
                .body(containsString("There is nothing here"));
        browser().get("/stores/no-such-store").then().statusCode(404).contentType(startsWith("text/html"));
        browser()
                .get("/products/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body(containsString("no longer offered"));
        browser().get("/products/none").then().statusCode(404).contentType(startsWith("text/html"));
        browser().get("/search?cursor=%21").then().statusCode(400).contentType(startsWith("text/html"));
        browser()
                .get("/api/v1/stores/no-such-store")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not-found"));
        given().get("/api/nowhere").then().statusCode(404).contentType("application/problem+json");
        given().get("/nowhere").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void anAddressThatNothingAnswersIsAPageForWhoeverLooksAndADocumentForTheApi() {
        String token = TestTokens.member(UUID.randomUUID());
        for (String address :
                List.of("/nowhere", "/no/where/", "/stores/a/b", "/account/none", "/eventsource", "/%7Ex")) {
            page404(browser(), address);
            page404(browser().auth().oauth2(token), address);
            page404(given().header("Accept", "text/html"), address);
        }
        for (String address : List.of("/api", "/api/nowhere", "/api/v1/none")) {
            browser().get(address).then().statusCode(404).contentType("application/problem+json");
        }
    }

    private static void page404(RequestSpecification visitor, String address) {
        visitor.get(address)
                .then()
                .statusCode(404)
                .contentType(startsWith("text/html"))
                .body(containsString("There is nothing here"))
                .body(containsString("href=\"/stores\""));
    }

    @Test
    void knowsAMemberAndTakesAStaleTokenForAVisitor() {
        UUID member = UUID.randomUUID();
        browser().get("/").then().body(containsString("Join free")).body(not(containsString("My account")));
        browser()
                .auth()
                .oauth2(TestTokens.member(member))
                .get("/")
                .then()
                .body(containsString("My account"))
                .body(not(containsString("href=\"/sign-in\"")));
        browser()
                .auth()
                .oauth2(TestTokens.expired(member))
                .get("/")
                .then()
                .statusCode(200)
                .body(containsString("Join free"));
    }

    @Test
    void tellsAMemberWhoseCountryTheStoreDoesNotServe() {
        browser()
                .auth()
                .oauth2(TestTokens.member(UUID.randomUUID(), "DE", "EUR"))
                .get("/stores/" + partner.slug)
                .then()
                .statusCode(200)
                .body(containsString("no cashback on orders from Germany"));
        browser()
                .auth()
                .oauth2(TestTokens.member(UUID.randomUUID(), "IE", "EUR"))
                .get("/stores/" + partner.slug)
                .then()
                .body(not(containsString("no cashback on orders")));
    }

    @Test
    void writesAmountsForTheViewersRegion() {
        load("1\tBrass lantern\t%s\t1234.50 EUR\t\t\t\n");
        String path = productPath();
        String german = speaking("de-DE").get(path).asString();
        assertTrue(german.contains("1.234,50"), german);
        String british = speaking("en-GB").get(path).asString();
        assertTrue(british.contains("€1,234.50"), british);
        for (String odd : List.of("*", "xx-YYYYYYY", "en-zz", "zh-Hant-TW-x-y", "de-DE, *;q=0.5")) {
            speaking(odd).get(path).then().statusCode(200);
        }
    }

    @Test
    void pagesThroughASearchByItsLinks() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            rows.append(i).append("\tPaged thing ").append(i).append("\t%1$s\t1.00 GBP\t\t\t\n");
        }
        load(rows.toString());

        String first =
                browser().get("/search?store=" + partner.slug + "&sort=price").asString();
        Matcher next = Pattern.compile("href=\"([^\"]*)\" rel=\"next\"").matcher(first);
        assertTrue(next.find());
        String second = browser().get(next.group(1).replace("&amp;", "&")).asString();

        assertEquals(24, count(first, "class=\"product\""));
        assertEquals(6, count(second, "class=\"product\""));
        assertTrue(second.contains("First page"));
    }

    @Test
    void saysWhichPriceItCannotRead() {
        load("1\tBrass lantern\t%s\t500.00 GBP\t\t\t\n");
        String search = "/search?store=" + partner.slug + "&minPrice=";

        page(search + "10,000").body(containsString("“10,000” is no price that we can read"));
        page(search + "10,50").body(containsString("value=\"10.50\"")).body(containsString("Brass lantern"));
        page(search + "600,00").body(not(containsString("Brass lantern"))).body(not(containsString("no price")));
    }

    @Test
    void tellsSearchEnginesWhatThereIs() {
        given().get("/robots.txt").then().statusCode(200).body(containsString("Disallow: /api/"));
        given().get("/sitemap.xml").then().statusCode(200).body(containsString("/stores/" + partner.slug + "</loc>"));
    }

    @Test
    void assetsAreServedAndKept() {
        given().get("/assets/site.css").then().statusCode(200).contentType(startsWith("text/css"));
        given().get("/assets/site.js").then().statusCode(200).contentType(containsString("javascript"));
        given().get("/assets/logo.svg").then().statusCode(200).header("Cache-Control", containsString("max-age"));
    }

    private void load(String rows) {
        String link = "https://" + partner.slug + ".example/1";
        assertEquals(
                "DONE",
                new FeedClient(partner, "GOOGLE_TSV")
                        .load(HEADER + rows.formatted(link))
                        .getString("status"));
    }

    private String productPath() {
        String id = given().queryParam("store", partner.slug)
                .get("/api/v1/products")
                .path("items[0].id");
        return "/products/" + id;
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static io.restassured.response.ValidatableResponse page(String path) {
        return browser().get(path).then().statusCode(200).contentType(startsWith("text/html"));
    }

    private static RequestSpecification browser() {
        return speaking("en-GB");
    }

    /** Addresses are sent as they stand. */
    private static RequestSpecification speaking(String languages) {
        return given().urlEncodingEnabled(false)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .header("Accept-Language", languages);
    }
}
