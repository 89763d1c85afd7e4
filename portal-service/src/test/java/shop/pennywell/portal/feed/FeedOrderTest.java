package shop.pennywell.portal.feed;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.portal.testing.FeedClient;
import shop.pennywell.portal.testing.Partner;
import shop.pennywell.portal.testing.Siblings;
import shop.pennywell.portal.testing.Sql;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.portal.testing.FeedClient.staff;

/** The last file that a store hands in is the one that counts. */
@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class FeedOrderTest {

    private static final String HEADER = "id\ttitle\tlink\tprice\n";

    @Inject
    FeedFiles files;

    @Inject
    FeedRepository feeds;

    @Inject
    DataSource database;

    private final Partner partner = new Partner();

    @BeforeEach
    void openStore() {
        partner.storeAt(1);
    }

    @Tag("slow")
    @Test
    void aHeldFileCannotBeApprovedOnceALaterOneHasCome() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        feed.load(HEADER + row(1, "1.00") + row(2, "1.00") + row(3, "1.00"));
        String held = feed.upload(HEADER + row(1, "7.00"));
        assertEquals("HELD", feed.ended(held).getString("status"));
        assertEquals(
                "DONE",
                feed.load(HEADER + row(1, "2.00") + row(2, "2.00") + row(3, "2.00"))
                        .getString("status"));

        approve(feed, held).then().statusCode(409).body("code", equalTo("import-superseded"));

        assertEquals("HELD", feed.progress(held).getString("status"));
        assertEquals(3, products(feed, 200));
    }

    @Tag("slow")
    @Test
    void aLaterFileThatFailedIsNoReasonToRefuse() {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        feed.load(HEADER + row(1, "1.00") + row(2, "1.00") + row(3, "1.00"));
        String held = feed.upload(HEADER + row(1, "7.00"));
        assertEquals("HELD", feed.ended(held).getString("status"));
        assertEquals("FAILED", feed.load("no such columns\n").getString("status"));

        approve(feed, held).then().statusCode(202);

        assertEquals("DONE", feed.ended(held).getString("status"));
        assertEquals(1, products(feed, 700));
        approve(new FeedClient(partner, "GOOGLE_TSV"), held).then().statusCode(404);
    }

    @Test
    void anEarlierFileThatComesLateDoesNotReplaceALaterOne() throws IOException {
        FeedClient feed = new FeedClient(partner, "GOOGLE_TSV");
        FeedImport late = stored(feed, HEADER + row(1, "1.00"));
        feed.load(HEADER + row(1, "2.00"));

        QuarkusTransaction.requiringNew().run(() -> feeds.add(late));
        JsonPath ended = feed.ended(late.id().toString());

        assertEquals("FAILED", ended.getString("status"));
        assertEquals("superseded", ended.getString("errors[0].code"));
        assertEquals(1, products(feed, 200));
    }

    private static io.restassured.response.Response approve(FeedClient feed, String importId) {
        return staff().post("/api/v1/admin/feeds/" + feed.feedId + "/imports/" + importId + "/approval");
    }

    private FeedImport stored(FeedClient feed, String content) throws IOException {
        UUID feedId = UUID.fromString(feed.feedId);
        String key = "feeds/" + feedId + "/" + UUID.randomUUID();
        files.store(key, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        return new FeedImport(feedId, key, content.length(), "of " + key, Instant.now());
    }

    private int products(FeedClient feed, long price) {
        return Sql.count(
                database,
                "select count(*) from products where feed_id = ? and price_minor = ?",
                UUID.fromString(feed.feedId),
                price);
    }

    private String row(int id, String price) {
        return "%d\tThing %d\thttps://%s.example/%d\t%s\n".formatted(id, id, partner.slug, id, price);
    }
}
