package shop.pennywell.commission.claim;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.PretendSibling;
import shop.pennywell.local.testing.TestTokens;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.commission.TestShop.member;
import static shop.pennywell.commission.TestShop.staff;
import static shop.pennywell.commission.claim.Claimant.ADMIN;
import static shop.pennywell.commission.claim.Claimant.MINE;
import static shop.pennywell.commission.claim.Claimant.PARTNER;
import static shop.pennywell.commission.claim.Claimant.missing;

/** Receipts, in the real object store. */
@QuarkusTest
class ReceiptTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 4, 5};
    private static final byte[] PDF = "%PDF-1.7 a receipt".getBytes(StandardCharsets.US_ASCII);
    private static TestShop shop;

    @Inject
    S3Client s3;

    @ConfigProperty(name = "pennywell.claims.bucket")
    String bucket;

    private Claimant ada;
    private String id;

    @BeforeEach
    void aClaim() {
        if (shop == null) {
            shop = Claimant.shopThatListens();
        }
        ada = new Claimant(shop);
        id = ada.filed(missing(ada.click(), "R-" + UUID.randomUUID(), "40.00"));
    }

    @Test
    void liesInTheObjectStoreByteForByte() throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(PDF));

        put("application/pdf", PDF)
                .then()
                .statusCode(200)
                .body("receipt.type", equalTo("application/pdf"))
                .body("receipt.bytes", is(PDF.length))
                .body("receipt.sha256", equalTo(hash));

        assertEquals(1, keys().size());
        assertArrayEquals(
                PDF,
                s3.getObjectAsBytes(get -> get.bucket(bucket).key(keys().get(0)))
                        .asByteArray());
        ada.mine(id).then().body("timeline[1].text", equalTo("You added a receipt."));
    }

    @Test
    void isDownloadedByItsMemberAndByStaffAndNeverShownWithinOurPages() {
        put("image/jpeg", JPEG);

        for (Response seen :
                List.of(member(ada.id).get(MINE + "/" + id + "/receipt"), staff().get(ADMIN + "/" + id + "/receipt"))) {
            seen.then()
                    .statusCode(200)
                    .contentType("image/jpeg")
                    .header("Content-Disposition", "attachment; filename=\"receipt-" + id + ".jpg\"")
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Cache-Control", containsString("no-store"));
            assertArrayEquals(JPEG, seen.asByteArray());
        }
        shop.partner().get(ADMIN + "/" + id + "/receipt").then().statusCode(401);
        Claimant.forward(id);
        shop.partner().get(PARTNER + "/" + id + "/receipt").then().statusCode(404);
        String bare = ada.filed(missing(ada.click(), "B-" + UUID.randomUUID(), "40.00"));
        staff().get(ADMIN + "/" + bare + "/receipt").then().statusCode(404);
    }

    /** What is not there cannot be opened, so an answer without it shows that nothing was. */
    @Test
    void isOpenedOnlyForWhoeverGetsIt() {
        put("image/jpeg", JPEG);
        s3.deleteObject(delete -> delete.bucket(bucket).key(keys().get(0)));

        member(ada.id)
                .head(MINE + "/" + id + "/receipt")
                .then()
                .statusCode(200)
                .header("Content-Length", Integer.toString(JPEG.length));
        staff().head(ADMIN + "/" + id + "/receipt").then().statusCode(200);
        member(ada.id)
                .get(MINE + "/" + id + "/receipt")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not-found"));
    }

    @Test
    void aNewOneTakesThePlaceOfTheOld() {
        put("application/pdf", PDF);
        put("image/png", PNG).then().statusCode(200).body("receipt.type", equalTo("image/png"));

        assertEquals(1, keys().size());
        assertArrayEquals(PNG, member(ada.id).get(MINE + "/" + id + "/receipt").asByteArray());
        // The same again changes nothing
        put("image/png", PNG).then().statusCode(200);
        ada.mine(id)
                .then()
                .body("timeline.step", equalTo(List.of("FILED", "RECEIPT_ADDED", "RECEIPT_ADDED")))
                .body("status", equalTo("SUBMITTED"));
    }

    @Test
    void ofManySentAtOnceOneStaysAndNoneIsLeftOver() throws Exception {
        List<Callable<Integer>> sent = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            byte[] content = i % 2 == 0 ? PNG : Arrays.copyOf(PNG, 20 + i);
            sent.add(() -> put("image/png", content).statusCode());
        }
        var together = Executors.newFixedThreadPool(sent.size());
        for (var answer : together.invokeAll(sent)) {
            assertEquals(200, answer.get());
        }
        together.shutdown();

        assertEquals(1, keys().size());
        String hash = member(ada.id).get(MINE + "/" + id).path("receipt.sha256");
        byte[] kept = member(ada.id).get(MINE + "/" + id + "/receipt").asByteArray();
        assertEquals(
                hash,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(kept)));
    }

    @Test
    void isNotTakenOnceTheClaimIsDecided() {
        put("application/pdf", PDF);
        Claimant.lost(id, "INSUFFICIENT_PROOF");

        put("image/png", PNG).then().statusCode(409).body("code", equalTo("claim-state"));
        assertEquals(1, keys().size());
        staff().get(ADMIN + "/" + id + "/receipt").then().statusCode(200);
    }

    @Test
    void refusesWhatIsNotWhatItSays() {
        byte[] page = "<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
        for (String type : List.of("image/jpeg", "image/png", "application/pdf")) {
            put(type, page).then().statusCode(415).body("code", equalTo("receipt-type"));
            put(type, new byte[0]).then().statusCode(415).body("code", equalTo("receipt-type"));
        }
        put("image/png", JPEG).then().statusCode(415).body("code", equalTo("receipt-type"));
        put("text/html", page).then().statusCode(415).body("code", equalTo("receipt-type"));
        put("image/gif", "GIF89a".getBytes(StandardCharsets.US_ASCII))
                .then()
                .statusCode(415)
                .body("code", equalTo("receipt-type"));
        assertEquals(List.of(), keys());
        ada.mine(id).then().body("receipt", nullValue());
        put("image/PNG; name=x.png", PNG).then().statusCode(200);
    }

    @Test
    @Tag("slow")
    void takesTenMegabytesAndNotAByteMore() {
        byte[] largest = Arrays.copyOf(PNG, 10 << 20);
        put("image/png", largest).then().statusCode(200).body("receipt.bytes", is(10 << 20));
        assertEquals(
                10L << 20,
                s3.headObject(head -> head.bucket(bucket).key(keys().get(0))).contentLength());

        byte[] larger = Arrays.copyOf(PNG, (10 << 20) + 1);
        put("image/png", larger).then().statusCode(413).body("code", equalTo("receipt-too-large"));
        put("image/png", Arrays.copyOf(PNG, (11 << 20) + 1)).then().statusCode(413);
        ada.mine(id).then().body("receipt.bytes", is(10 << 20));
        assertEquals(1, keys().size());
    }

    @Test
    void isForgottenWithItsMember() {
        Map<String, Object> decided = missing(ada.click(), "F-" + UUID.randomUUID(), "40.00");
        decided.put("note", "Ada Penny");
        String won = ada.filed(decided);
        member(ada.id).contentType("image/png").body(PNG).put(MINE + "/" + won + "/receipt");
        Claimant.ask(won, "Who are you?");
        ada.answer(won, "Ada Penny");
        Claimant.won(won);
        put("application/pdf", PDF);
        Claimant bob = new Claimant(shop);
        String bobs = bob.filed(missing(bob.click(), "F-" + UUID.randomUUID(), "40.00"));

        erased(ada.id);
        erased(ada.id);

        assertEquals(List.of(), keys());
        assertEquals(List.of(), keys(won));
        staff().get(ADMIN + "/" + id)
                .then()
                .body("status", equalTo("WITHDRAWN"))
                .body("receipt", nullValue())
                .body("timeline.step", equalTo(List.of("FILED", "RECEIPT_ADDED", "WITHDRAWN")));
        String seen = staff().get(ADMIN + "/" + won).asString();
        assertEquals(false, seen.contains("Ada"), seen);
        staff().get(ADMIN + "/" + won).then().body("status", equalTo("WON"));
        assertEquals("SUBMITTED", bob.status(bobs));
    }

    private static void erased(UUID member) {
        PretendSibling.says(
                "member.erased", PretendSibling.sample("member.erased").put("memberId", member.toString()));
    }

    private Response put(String type, byte[] content) {
        return given().auth()
                .oauth2(TestTokens.member(ada.id))
                .contentType(type)
                .body(content)
                .put(MINE + "/" + id + "/receipt");
    }

    private List<String> keys() {
        return keys(id);
    }

    private List<String> keys(String claim) {
        return s3.listObjectsV2(list -> list.bucket(bucket).prefix("claims/" + claim + "/")).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
