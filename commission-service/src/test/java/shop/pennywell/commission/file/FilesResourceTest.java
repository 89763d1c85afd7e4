package shop.pennywell.commission.file;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;
import software.amazon.awssdk.services.s3.S3Client;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.eventually;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.order;
import static shop.pennywell.commission.file.HandedIn.ORDERS;
import static shop.pennywell.commission.file.HandedIn.csv;
import static shop.pennywell.commission.file.HandedIn.done;
import static shop.pennywell.commission.file.HandedIn.file;
import static shop.pennywell.commission.file.HandedIn.hand;
import static shop.pennywell.commission.file.HandedIn.jsonLines;
import static shop.pennywell.commission.file.HandedIn.row;
import static shop.pennywell.commission.file.HandedIn.sending;

@Tag("slow")
@QuarkusTest
class FilesResourceTest {
    private static TestShop shop;
    private String click;

    @Inject
    DataSource dataSource;

    @Inject
    S3Client s3;

    @Inject
    FileConfig config;

    @Inject
    ForgetFiles forgetFiles;

    @BeforeEach
    void aClick() {
        if (shop == null) {
            shop = TestShop.open();
        }
        click = shop.click(UUID.randomUUID());
    }

    @Test
    void reportsTheOrdersOfACsvFileAndEachBadLineWithItsNumber() {
        String first = "F-" + click;
        String file = "\uFEFF" + ORDERS
                + row(click, first, "10.00")
                + "," + first + ",,,b,,ELECTRONICS,1,5.00\n"
                + "this is no order\r\n"
                + "\n"
                + row("01ARZ3NDEKTSV4RRFFQ69G5FAV", "F2-" + click, "1.00")
                + row(click, "F3-" + click, "-1.00")
                + row(click, "F4-" + click, "2.00")
                + row(click, first, "10.00");

        String id = csv(shop, "orders", file);

        done(shop, id)
                .body("kind", equalTo("orders"))
                .body("bytes", equalTo(file.getBytes(StandardCharsets.UTF_8).length))
                .body("bytesRead", equalTo(file.getBytes(StandardCharsets.UTF_8).length))
                .body("lines", equalTo(9))
                .body("accepted", equalTo(2))
                .body("duplicates", equalTo(1))
                .body("rejected", equalTo(3))
                .body("errors.line", contains(4, 6, 7))
                .body("errors.code", contains("malformed-line", "click-unknown", "amount-invalid"))
                .body("failure", nullValue());
        transaction(first)
                .then()
                .body("items[0].orderValue.amount", equalTo("15.00"))
                .body("items[0].items", hasSize(2))
                // 5 % of 10.00 and 2.5 % of 5.00
                .body("items[0].commission.amount", equalTo("0.62"));
    }

    @Test
    void reportsTheOrdersOfAJsonLinesFileWithWhatWasSaid() {
        Map<String, Object> good = order(click, "J-" + click, item("a", "DEFAULT", 1, "10.00"));

        String id = jsonLines(shop, "orders", List.of(good, List.of(1), good));

        done(shop, id)
                .body("accepted", equalTo(1))
                .body("duplicates", equalTo(1))
                .body("errors.line", contains(2))
                .body("errors.code", contains("malformed-order"));
        String transaction = transaction("J-" + click).path("items[0].transactionId");
        shop.transaction(transaction)
                .then()
                .body("revisions[0].saidBy", equalTo(shop.clientId))
                .body("revisions[0].payload.items[0].sku", equalTo("a"));
    }

    @Test
    void appliesTheValidationsOfAFile() {
        for (String reference : List.of("V1", "V2", "V3")) {
            shop.ordered(click, reference + click, item("a", "DEFAULT", 2, "10.00"), item("b", "DEFAULT", 1, "5.00"));
        }
        String file = """
                orderReference,action,reason,sku,quantity,amount
                V1C,APPROVE,,,,
                V2C,DECLINE,,,,
                V2C,DECLINE,RETURNED,,,
                V3C,AMEND,RETURNED,a,1,5.00
                V3C,AMEND,,b,1,5.00
                V1C,DECLINE,OTHER,,,
                nobody,APPROVE,,,,
                """.replace("C,", click + ",");

        String id = csv(shop, "validations", file);

        done(shop, id)
                .body("kind", equalTo("validations"))
                .body("accepted", equalTo(3))
                .body("errors.line", contains(3, 7, 8))
                .body("errors.code", contains("reason-missing", "not-pending", "transaction-unknown"));
        transaction("V1" + click).then().body("items[0].status", equalTo("APPROVED"));
        transaction("V2" + click).then().body("items[0].reason", equalTo("RETURNED"));
        transaction("V3" + click).then().body("items[0].orderValue.amount", equalTo("10.00"));
    }

    @Test
    void givesEverythingRejectedBackToBeCorrectedAndSentAgain() {
        String bad = row(click, "G1-" + click, "1.00").replace("EUR", "GBP")
                + row(click, "G2-" + click, "2.00")
                        .replace(",a,,", ",a,\"no \"\"such\"\", thing\",")
                        .replace(",1,2.00", ",0,2.00")
                + row(click, "G3-" + click, "1.00").replace("\n", ",too much\n");
        String id = csv(shop, "orders", ORDERS + row(click, "G0-" + click, "1.00") + bad);
        done(shop, id).body("rejected", equalTo(3));

        shop.partner()
                .get("/api/v1/partner/files/" + id + "/errors?limit=2")
                .then()
                .body("items.line", contains(3, 4))
                .body("items[0].text", equalTo(bad.lines().findFirst().orElseThrow()))
                .body("next", not(nullValue()));
        String rejected = rejected(id);
        assertEquals(
                "error-line,error-code,error-detail," + ORDERS,
                rejected.lines().findFirst().orElseThrow() + "\n");
        assertTrue(rejected.contains("3,currency-mismatch,"), rejected);

        String corrected =
                rejected.replace(",GBP,", ",EUR,").replace(",0,2.00", ",1,2.00").replace(",too much", "");
        String again = csv(shop, "orders", corrected);

        done(shop, again).body("accepted", equalTo(3)).body("rejected", equalTo(0));
        transaction("G2-" + click).then().body("items[0].items[0].name", equalTo("no \"such\", thing"));
        assertEquals("", rejected(again));
    }

    @Test
    void givesRejectedObjectsBackWithWhatIsWrong() {
        Map<String, Object> bad = order("nonsense", "N-" + click, item("a", "DEFAULT", 1, "10.00"));
        String twoOfThem = "{\"a\":1} {\"b\":2}";
        String id = id(hand(shop, "orders", FilesResource.JSON_LINES, key(), HandedIn.json(bad) + "\n7\n" + twoOfThem));
        done(shop, id).body("rejected", equalTo(3));

        String rejected = rejected(id);

        assertTrue(
                rejected.lines().findFirst().orElseThrow().contains("\"error\":{\"line\":1,\"code\":\"click-unknown\""),
                rejected);
        assertTrue(
                rejected.contains(
                        "{\"text\":\"{\\\"a\\\":1} {\\\"b\\\":2}\",\"error\":{\"line\":3,\"code\":\"malformed-line\""),
                rejected);
        assertTrue(rejected.contains("{\"text\":\"7\",\"error\":{\"line\":2,\"code\":\"malformed-order\""), rejected);
        String again = id(hand(
                shop,
                "orders",
                FilesResource.JSON_LINES,
                key(),
                rejected.lines().findFirst().orElseThrow().replace("nonsense", click)));
        done(shop, again).body("accepted", equalTo(1));
    }

    @Test
    void answersTheSameFileWithTheFirstAnswer() {
        String key = key();
        String body = ORDERS + row(click, "I-" + click, "1.00");
        Response first = hand(shop, "orders", FilesResource.CSV, key, body);
        done(shop, id(first));

        Response again = hand(shop, "orders", FilesResource.CSV, key, body);

        again.then().statusCode(202).header("Idempotency-Hit", "true").body("id", equalTo(first.path("id")));
        first.then().header("Idempotency-Hit", nullValue());
        for (Response other : List.of(
                hand(shop, "orders", FilesResource.CSV, key, body + "\n"),
                hand(shop, "validations", FilesResource.CSV, key, body),
                hand(shop, "orders", FilesResource.JSON_LINES, key, body))) {
            other.then().statusCode(422).body("code", equalTo("idempotency-key-reused"));
        }
        // Under another key it is another file, of orders that are known.
        String known = csv(shop, "orders", body);
        done(shop, known)
                .body("accepted", equalTo(0))
                .body("duplicates", equalTo(1))
                .body("rejected", equalTo(0));
        transaction("I-" + click).then().body("items", hasSize(1)).body("items[0].revision", equalTo(1));
        // Keys of one partner say nothing to another.
        TestShop other = TestShop.open();
        hand(other, "orders", FilesResource.CSV, key, body)
                .then()
                .statusCode(202)
                .header("Idempotency-Hit", nullValue());
    }

    @Test
    void refusesAKeyUnderWayAndForgetsAnUploadThatBreaksOff() throws IOException {
        String key = key();
        String body = ORDERS + row(click, "U-" + click, "1.00");
        try (Socket half = upload(key, 100)) {
            half.getOutputStream().write("clickId,".getBytes(StandardCharsets.US_ASCII));
            half.getOutputStream().flush();
            eventually(() -> count("select count(*) from partner_file where idempotency_key = '" + key + "'") == 1);
            hand(shop, "orders", FilesResource.CSV, key, body)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("idempotency-key-in-flight"));
        }

        eventually(() -> hand(shop, "orders", FilesResource.CSV, key, body).statusCode() == 202);
    }

    @Test
    void takesOnlySoManyFilesOfOnePartnerAtATime() throws IOException {
        String body = ORDERS + row(click, "T-" + click, "1.00");
        List<String> keys = List.of(key(), key(), key(), key());
        List<Socket> uploads = new ArrayList<>();
        try {
            for (String key : keys) {
                uploads.add(upload(key, 100));
            }
            eventually(() -> uploading() == 4);

            hand(shop, "orders", FilesResource.CSV, key(), body)
                    .then()
                    .statusCode(429)
                    .body("code", equalTo("too-many-files"))
                    .header("Retry-After", equalTo("30"));
            hand(TestShop.open(), "orders", FilesResource.CSV, key(), body)
                    .then()
                    .statusCode(202);
        } finally {
            for (Socket upload : uploads) {
                upload.close();
            }
        }
        eventually(() -> uploading() == 0);
        hand(shop, "orders", FilesResource.CSV, keys.get(0), body).then().statusCode(202);
    }

    @Test
    void refusesAFileThatSaysItIsTooLargeBeforeItIsRead() throws IOException {
        try (Socket sender = upload(key(), config12M() + 1)) {
            assertEquals("HTTP/1.1 413 Request Entity Too Large", line(sender.getInputStream()));
        }
    }

    @Test
    void keepsNothingOfAFileThatTurnsOutTooLarge() throws IOException {
        String key = key();
        try (Socket sender = socket()) {
            OutputStream out = sender.getOutputStream();
            out.write(head(key, "Transfer-Encoding: chunked"));
            byte[] chunk = ("100000\r\n" + "\n".repeat(0x100000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 13; i++) {
                out.write(chunk);
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertEquals("HTTP/1.1 413 Request Entity Too Large", line(sender.getInputStream()));
        }
        assertEquals(0, count("select count(*) from partner_file where idempotency_key = '" + key + "'"));
        assertTrue(s3.listMultipartUploads(list -> list.bucket(config.bucket()))
                .uploads()
                .isEmpty());
    }

    @Test
    void storesALargeFileInPartsAndReadsItInPieces() {
        String rows = IntStream.range(0, 250)
                .mapToObj(i -> row(click, "L" + i + "-" + click, "1.00"))
                .reduce("", String::concat);
        String body = ORDERS + "\n".repeat(11 << 20) + rows;

        String id = csv(shop, "orders", body);

        done(shop, id)
                .body("accepted", equalTo(250))
                .body("rejected", equalTo(0))
                .body("lines", equalTo((11 << 20) + 251));
    }

    @Test
    void refusesWhatIsNoFile() {
        String body = ORDERS + row(click, "X-" + click, "1.00");
        hand(shop, "orders", "application/json", key(), "{}").then().statusCode(415);
        hand(shop, "orders", "text/csv;charset=iso-8859-1", key(), body).then().statusCode(415);
        sending(shop, FilesResource.CSV, body)
                .header("Idempotency-Key", key())
                .header("Content-Encoding", "gzip")
                .post("/api/v1/partner/files?kind=orders")
                .then()
                .statusCode(415);
        hand(shop, "refunds", FilesResource.CSV, key(), body)
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("?kind"));
        hand(shop, "ORDERS", FilesResource.CSV, key(), body).then().statusCode(400);
        sending(shop, FilesResource.CSV, body)
                .header("Idempotency-Key", key())
                .post("/api/v1/partner/files")
                .then()
                .statusCode(400);
        hand(shop, "orders", FilesResource.CSV, key(), "").then().statusCode(400);
        hand(shop, "orders", FilesResource.CSV, "two words", body)
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-invalid"));
        sending(shop, FilesResource.CSV, body)
                .post("/api/v1/partner/files?kind=orders")
                .then()
                .statusCode(400)
                .body("code", equalTo("idempotency-key-missing"));
        assertEquals(0, transaction("X-" + click).<List<?>>path("items").size());
    }

    @Test
    void aFileWithoutItsHeaderFailsAsAWholeAndSaysWhy() {
        String id = csv(shop, "orders", row(click, "H-" + click, "1.00").repeat(3));

        eventually(() -> file(shop, id).path("status").equals("FAILED"));

        file(shop, id)
                .then()
                .body("failure.code", equalTo("header-incomplete"))
                .body("failure.detail", containsString("orderReference"))
                .body("accepted", equalTo(0))
                .body("errors", hasSize(0));
    }

    @Test
    void showsAPartnerItsOwnFilesOnly() {
        TestShop mine = TestShop.open();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(0, csv(mine, "orders", ORDERS));
        }

        Response page = mine.partner().get("/api/v1/partner/files?limit=2");

        assertEquals(ids.subList(0, 2), page.path("items.id"));
        mine.partner()
                .get("/api/v1/partner/files?cursor=" + page.path("next"))
                .then()
                .body("items.id", contains(ids.get(2)));
        shop.partner().get("/api/v1/partner/files").then().body("items.id", not(hasItem(ids.get(0))));
        for (String path : List.of("", "/errors", "/rejected")) {
            shop.partner()
                    .accept("*/*")
                    .get("/api/v1/partner/files/" + ids.get(0) + path)
                    .then()
                    .statusCode(404);
            given().get("/api/v1/partner/files/" + ids.get(0) + path).then().statusCode(401);
        }
        TestShop.as(TestTokens.member(UUID.randomUUID()))
                .get("/api/v1/partner/files")
                .then()
                .statusCode(401);
    }

    @Test
    void forgetsAnOldFileInBothStores() throws SQLException {
        String id = csv(shop, "orders", ORDERS + "bad\n");
        done(shop, id);
        update("update partner_file set received_at = received_at - interval '91 days' where id = '" + id + "'");
        String prefix = "files/" + shop.partnerId + "/" + id + "/";
        assertEquals(
                1,
                s3.listObjectsV2(list -> list.bucket(config.bucket()).prefix(prefix))
                        .keyCount());

        forgetFiles.forget();

        file(shop, id).then().statusCode(404);
        assertEquals(0, count("select count(*) from partner_file_error where file_id = '" + id + "'"));
        assertEquals(
                0,
                s3.listObjectsV2(list -> list.bucket(config.bucket()).prefix(prefix))
                        .keyCount());
    }

    @Test
    void forgetsAnUploadThatNobodyEnds() throws Exception {
        // Given a replica that was killed in the middle of an upload
        String key = key();
        try (Socket half = upload(key, 11 << 20)) {
            half.getOutputStream().write(new byte[6 << 20]);
            half.getOutputStream().flush();
            eventually(
                    () -> count("select count(*) from partner_file where upload_id is not null and idempotency_key = '"
                                    + key + "'")
                            == 1);
            String object = text("select object_key from partner_file where idempotency_key = '" + key + "'");
            update(
                    "update partner_file set received_at = received_at - interval '2 days', lease_until = lease_until - interval '2 days',"
                            + " lease_owner = gen_random_uuid() where idempotency_key = '" + key + "'");

            forgetFiles.forget();

            assertEquals(0, count("select count(*) from partner_file where idempotency_key = '" + key + "'"));
            assertTrue(s3.listMultipartUploads(list -> list.bucket(config.bucket())).uploads().stream()
                    .noneMatch(upload -> upload.key().equals(object)));
        }
    }

    private Response transaction(String reference) {
        return shop.partner().get("/api/v1/partner/transactions?orderReference=" + reference);
    }

    private static String rejected(String id) {
        return shop.partner()
                .accept("*/*")
                .get("/api/v1/partner/files/" + id + "/rejected")
                .then()
                .statusCode(200)
                .header("Content-Disposition", startsWith("attachment"))
                .extract()
                .asString();
    }

    private static String id(Response response) {
        return response.then().statusCode(202).extract().path("id");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static long config12M() {
        return 12L << 20;
    }

    /** A request that has said how long it is and not begun. */
    private static Socket upload(String key, long length) throws IOException {
        Socket socket = socket();
        socket.getOutputStream().write(head(key, "Content-Length: " + length));
        socket.getOutputStream().flush();
        return socket;
    }

    private static Socket socket() throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static byte[] head(String key, String length) {
        return String.join(
                        "\r\n",
                        "POST /api/v1/partner/files?kind=orders HTTP/1.1",
                        "Host: localhost",
                        "Authorization: Bearer " + shop.token(),
                        "Content-Type: text/csv",
                        "Idempotency-Key: " + key,
                        length,
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private long uploading() {
        return count("select count(*) from partner_file where status = 'RECEIVING' and partner_id = '" + shop.partnerId
                + "'");
    }

    private long count(String sql) {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) {
        try (Connection connection = dataSource.getConnection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.createStatement().executeUpdate(sql);
        }
    }
}
