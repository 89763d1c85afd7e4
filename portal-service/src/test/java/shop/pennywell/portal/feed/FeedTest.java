package shop.pennywell.portal.feed;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.portal.testing.FeedClient;
import shop.pennywell.portal.testing.Partner;
import shop.pennywell.portal.testing.Siblings;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static shop.pennywell.portal.testing.FeedClient.staff;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class FeedTest {

    private static final String HEADER = "id\ttitle\tlink\tprice\n";

    @Inject
    EntityManager entities;

    @Inject
    FeedFiles files;

    @Inject
    FeedRepository feeds;

    @Inject
    ImportFeed importFeed;

    private final Partner partner = new Partner();

    @BeforeEach
    void openStore() {
        partner.storeAt(1);
    }

    @Test
    void importsTheGoodRowsAndReportsEachBadOne() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");

        JsonPath ended = feed.load(HEADER + row(1, "10.00 GBP") + row(2, "cheap") + row(3, "5") + row(1, "9.00 GBP")
                + "4\tElsewhere\thttps://evil.example/4\t1.00 GBP\n");

        assertEquals("DONE", ended.getString("status"));
        assertEquals(2, ended.getInt("imported"));
        assertEquals(3, ended.getInt("rejected"));
        assertEquals(List.of(3, 5, 6), sorted(ended.getList("errors.line", Integer.class)));
        assertEquals("price-invalid", ended.getString("errors.find { it.line == 3 }.code"));
        assertEquals("duplicate-id", ended.getString("errors.find { it.line == 5 }.code"));
        assertEquals("link-not-allowed", ended.getString("errors.find { it.line == 6 }.code"));
        assertEquals(2, products(feed));
        assertEquals(1000L, price(feed, "1"));
    }

    @Test
    void updatesAndRemovesWhatTheNextFileSays() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        feed.load(HEADER + row(1, "1.00") + row(2, "2.00") + row(3, "3.00"));
        Instant untouched = updatedAt(feed, "2");

        JsonPath ended = feed.load(HEADER + row(1, "1.50") + row(2, "2.00") + row(4, "4.00"));

        assertEquals("DONE", ended.getString("status"));
        assertEquals(3, ended.getInt("imported"));
        assertEquals(1, ended.getInt("removed"));
        assertEquals(150L, price(feed, "1"));
        assertEquals(untouched, updatedAt(feed, "2"));
        assertEquals(3, products(feed));
    }

    @Test
    void theSameFileAgainChangesNothing() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        String file = HEADER + row(1, "1.00") + row(2, "bad");
        feed.load(file);
        Instant before = updatedAt(feed, "1");

        JsonPath again = feed.load(file);

        assertEquals("DONE", again.getString("status"));
        assertEquals(true, again.getBoolean("unchanged"));
        assertEquals(1, again.getInt("imported"));
        assertEquals(1, again.getInt("rejected"));
        assertEquals(0, again.getInt("removed"));
        assertEquals(List.of(3), again.getList("errors.line", Integer.class));
        assertEquals(before, updatedAt(feed, "1"));
    }

    @Test
    void holdsAFileThatWouldRemoveMoreThanHalfUntilStaffApproves() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        feed.load(HEADER + row(1, "1.00") + row(2, "2.00") + row(3, "3.00"));

        String importId = feed.upload(HEADER + row(1, "7.00"));
        JsonPath held = feed.ended(importId);

        assertEquals("HELD", held.getString("status"));
        assertEquals(3, products(feed));
        assertEquals(100L, price(feed, "1"));

        String approval = "/api/v1/admin/feeds/" + feed.feedId + "/imports/" + importId + "/approval";
        staff().post(approval).then().statusCode(202);
        JsonPath done = feed.ended(importId);

        assertEquals("DONE", done.getString("status"));
        assertEquals(2, done.getInt("removed"));
        assertEquals(1, products(feed));
        assertEquals(700L, price(feed, "1"));
        staff().post(approval).then().statusCode(409).body("code", equalTo("import-not-held"));
    }

    @Test
    void exactlyHalfMayGo() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        feed.load(HEADER + row(1, "1.00") + row(2, "2.00"));

        assertEquals("DONE", feed.load(HEADER + row(1, "1.00")).getString("status"));
        assertEquals(1, products(feed));
    }

    @Test
    void failsAFileThatIsNotOfItsFormatAndKeepsWhatWasThere() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_XML");
        feed.load(xml(item("1", "First") + item("2", "Second")));
        assertEquals(2, products(feed));

        JsonPath failed = feed.load("<rss>" + item("1", "Changed") + item("3", "Third"));

        assertEquals("FAILED", failed.getString("status"));
        assertEquals("malformed-file", failed.getString("errors[0].code"));
        assertEquals(2, products(feed));
    }

    /** More than one piece of everything that is written in pieces. */
    @Tag("slow")
    @Test
    void replacesTensOfThousandsOfProducts() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        StringBuilder all = new StringBuilder(HEADER);
        StringBuilder half = new StringBuilder(HEADER);
        for (int i = 0; i < 24_000; i++) {
            all.append(row(i, "1.00"));
            half.append(i % 2 == 0 ? row(i, "2.00") : "");
        }

        assertEquals(24_000, feed.load(all.toString()).getInt("imported"));
        JsonPath ended = feed.load(half.toString());

        assertEquals("DONE", ended.getString("status"));
        assertEquals(12_000, ended.getInt("removed"));
        assertEquals(12_000, products(feed));
        assertEquals(200L, price(feed, "23998"));
    }

    @Test
    void keepsTheFirstThousandErrorsAndCountsAll() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        StringBuilder file = new StringBuilder(HEADER);
        for (int i = 0; i < 1300; i++) {
            file.append(row(i, "nothing"));
        }

        JsonPath ended = feed.load(file + row(5000, "5.00"));

        assertEquals(1300, ended.getInt("rejected"));
        assertEquals(1000, ended.getList("errors").size());
        assertEquals(300, ended.getInt("moreErrors"));
        assertEquals(1001, ended.getInt("errors[999].line"));
        assertEquals(1, ended.getInt("imported"));
    }

    @Test
    void findsADuplicateFarFromItsFirst() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        StringBuilder file = new StringBuilder(HEADER).append(row(0, "1.00"));
        for (int i = 1; i < 1200; i++) {
            file.append(row(i, "2.00"));
        }

        JsonPath ended = feed.load(file + row(0, "3.00"));

        assertEquals(1200, ended.getInt("imported"));
        assertEquals(List.of("duplicate-id"), ended.getList("errors.code"));
        assertEquals(List.of(1202), ended.getList("errors.line"));
        assertEquals(100L, price(feed, "0"));
    }

    @Test
    void reportsAFileAppendedToItself() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            rows.append(row(i, "2.00"));
        }

        JsonPath ended = feed.load(HEADER + rows + rows);

        assertEquals("DONE", ended.getString("status"));
        assertEquals(1000, ended.getInt("imported"));
        assertEquals(1000, ended.getInt("rejected"));
        assertEquals(
                List.of("duplicate-id"),
                ended.getList("errors.code").stream().distinct().toList());
    }

    @Tag("slow")
    @Test
    void takesOverTheImportOfAReplicaThatDiedHalfway() throws IOException {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        UUID dead = UUID.randomUUID();
        FeedImport started = stored(feed, HEADER + row(1, "1.00") + row(2, "2.00"));
        QuarkusTransaction.requiringNew().run(() -> {
            started.lease(dead, Instant.now().plusSeconds(3));
            feeds.add(started);
            stagedByTheDead(started);
        });

        JsonPath ended = feed.ended(started.id().toString());

        assertEquals("DONE", ended.getString("status"));
        assertEquals(2, ended.getInt("imported"));
        assertEquals(2, products(feed));
        assertEquals(100L, price(feed, "1"));
        // The dead comes back to life, and finds that the import is no longer its own.
        assertThrows(RuntimeException.class, () -> importFeed.run(started.id(), dead));
        assertEquals(2, products(feed));
    }

    @Tag("slow")
    @Test
    void storesALargeFileInPartsAndImportsIt() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        StringBuilder file = new StringBuilder("id\ttitle\tlink\tprice\tdescription\n");
        String description = "word ".repeat(900);
        for (int i = 0; i < 4000; i++) {
            file.append(row(i, "1.00").stripTrailing())
                    .append('\t')
                    .append(description)
                    .append('\n');
        }

        assertEquals(4000, feed.load(file.toString()).getInt("imported"));
    }

    @Test
    void setsAFeedUpForAStoreThatOnlyCommissionKnowsYet() {
        Partner fresh = new Partner();
        Siblings.commissionAnswers(
                "limit=100", "{\"items\":[{\"store\":%s}],\"next\":null}".formatted(fresh.storeJson(1)));

        new FeedClient(fresh, "AWIN_CSV");

        Siblings.commissionAnswers("limit=100", "{\"items\":[],\"next\":null}");
    }

    @Test
    void refusesBadFeedsAndWrongRoles() {
        create("{\"storeId\":\"%s\"}".formatted(partner.storeId)).body("errors.pointer", hasItem("/format"));
        create("{\"storeId\":\"x\"}");
        create("not json");
        String unknownCurrency =
                "{\"storeId\":\"%s\",\"name\":\"x\",\"format\":\"AWIN_CSV\",\"country\":\"GB\",\"currency\":\"ZZZ\"}";
        create(unknownCurrency.formatted(partner.storeId)).body("errors.pointer", hasItem("/currency"));
        staff().contentType(ContentType.JSON)
                .body(unknownCurrency.replace("ZZZ", "GBP").formatted(UUID.randomUUID()))
                .post("/api/v1/admin/feeds")
                .then()
                .statusCode(422)
                .body("code", equalTo("store-unknown"));
        given().auth()
                .oauth2(TestTokens.member(UUID.randomUUID()))
                .get("/api/v1/admin/feeds")
                .then()
                .statusCode(403);
        given().get("/api/v1/admin/feeds").then().statusCode(401);
        String nowhere = "/api/v1/admin/feeds/" + UUID.randomUUID();
        staff().body("x").put(nowhere + "/content").then().statusCode(404);
        staff().get(nowhere + "/imports/" + UUID.randomUUID()).then().statusCode(404);
        staff().get("/api/v1/admin/feeds/none/imports/none").then().statusCode(404);
        staff().get("/api/v1/admin/feeds?store=none").then().statusCode(400).body("errors.pointer", hasItem("?store"));
    }

    @Test
    void refusesABodyOverTheLimitEverywhereButForFeedFiles() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        byte[] twoMegabytes = new byte[2_000_000];
        staff().contentType(ContentType.JSON)
                .body(twoMegabytes)
                .post("/api/v1/admin/feeds")
                .then()
                .statusCode(413)
                .body("code", equalTo("payload-too-large"));
        staff().body(twoMegabytes)
                .put("/api/v1/admin/feeds/" + feed.feedId + "/content")
                .then()
                .statusCode(202);
    }

    @Test
    void countsABodyThatComesInChunksWithoutALength() throws Exception {
        byte[] twoMegabytes = ("{\"name\":\"" + "x".repeat(2_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/admin/feeds"))
                .header("Authorization", "Bearer " + TestTokens.staff())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(twoMegabytes)))
                .build();

        int status = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();

        assertEquals(413, status);
    }

    private static io.restassured.response.ValidatableResponse create(String json) {
        return staff().contentType(ContentType.JSON)
                .body(json)
                .post("/api/v1/admin/feeds")
                .then()
                .statusCode(400);
    }

    private String row(int id, String price) {
        return "%d\tThing %d\thttps://%s.example/%d\t%s\n".formatted(id, id, partner.slug, id, price);
    }

    private String item(String id, String title) {
        return "<item><id>%s</id><title>%s</title><link>https://%s.example/%s</link><price>1.00</price></item>"
                .formatted(id, title, partner.slug, id);
    }

    private static String xml(String items) {
        return "<rss><channel>" + items + "</channel></rss>";
    }

    private FeedImport stored(FeedClient feed, String content) throws IOException {
        UUID feedId = UUID.fromString(feed.feedId);
        String key = "feeds/" + feedId + "/" + UUID.randomUUID();
        files.store(key, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        return new FeedImport(feedId, key, content.length(), "of " + key, Instant.now());
    }

    private void stagedByTheDead(FeedImport started) {
        entities.flush();
        entities.createNativeQuery("""
                        insert into feed_rows (import_id, external_id, product_id, fingerprint, title, link, price_minor,
                                               currency, price_e4, available)
                        values (:import, '1', :id, 'x', 'Half read', 'https://x.example', 999, 'GBP', 99900, true)
                        """)
                .setParameter("import", started.id())
                .setParameter("id", UUID.randomUUID())
                .executeUpdate();
    }

    private long products(FeedClient feed) {
        return (Long) query("select count(*) from products where feed_id = :feed", feed)
                .getSingleResult();
    }

    private Long price(FeedClient feed, String id) {
        return (Long)
                query("select price_minor from products where feed_id = :feed and external_id = '" + id + "'", feed)
                        .getSingleResult();
    }

    private Instant updatedAt(FeedClient feed, String id) {
        return (Instant)
                query("select updated_at from products where feed_id = :feed and external_id = '" + id + "'", feed)
                        .getSingleResult();
    }

    private jakarta.persistence.Query query(String sql, FeedClient feed) {
        return entities.createNativeQuery(sql).setParameter("feed", UUID.fromString(feed.feedId));
    }

    private static List<Integer> sorted(List<Integer> lines) {
        return lines.stream().sorted().toList();
    }
}
