package shop.pennywell.payments.batch;

import com.prowidesoftware.swift.model.mx.MxPain00100109;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.payments.Published;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.payments.Calls.approvedPayout;
import static shop.pennywell.payments.Calls.as;
import static shop.pennywell.payments.Calls.asFinance;
import static shop.pennywell.payments.Calls.batchFile;
import static shop.pennywell.payments.Calls.createBatch;
import static shop.pennywell.payments.Calls.eventually;
import static shop.pennywell.payments.Calls.memberWith;
import static shop.pennywell.payments.Calls.payoutStatus;
import static shop.pennywell.payments.Calls.reference;

@QuarkusTest
class BatchTest {

    @Inject
    Published published;

    @Inject
    BatchRepository batches;

    @Inject
    CreateBatch createBatch;

    @Inject
    CompleteBatch completeBatch;

    @Inject
    S3Client s3;

    @Inject
    BatchConfig config;

    /** What other tests left approved goes first, so that each batch here holds its own payouts only. */
    @BeforeEach
    void sendWhatIsWaiting() {
        asFinance().contentType(ContentType.JSON).body("{\"currency\":\"EUR\"}").post("/api/v1/admin/payouts/batches");
    }

    @Test
    void writesAFileThatIsValidAndSaysWhatTheBatchIs() throws Exception {
        // Given
        var one = memberWith(3000);
        var two = memberWith(3000);
        var first = approvedPayout(one, "12.34");
        var second = approvedPayout(two, "20.00");
        // When
        var batch = asFinance()
                .contentType(ContentType.JSON)
                .body("{\"currency\":\"EUR\"}")
                .post("/api/v1/admin/payouts/batches")
                .then()
                .statusCode(201)
                .body("payouts", equalTo(2))
                .body("total.amount", equalTo("32.34"))
                .extract()
                .jsonPath()
                .getUUID("id");
        var xml = batchFile(batch);
        // Then
        assertValid(xml);
        var message = MxPain00100109.parse(xml).getCstmrCdtTrfInitn();
        assertEquals(reference(batch), message.getGrpHdr().getMsgId());
        assertEquals("2", message.getGrpHdr().getNbOfTxs());
        assertEquals(new BigDecimal("32.34"), message.getGrpHdr().getCtrlSum());
        var instruction = message.getPmtInf().get(0);
        assertEquals(new BigDecimal("32.34"), instruction.getCtrlSum());
        assertEquals("SEPA", instruction.getPmtTpInf().getSvcLvl().get(0).getCd());
        assertEquals("DE89370400440532013000", instruction.getDbtrAcct().getId().getIBAN());
        assertEquals("COBADEFFXXX", instruction.getDbtrAgt().getFinInstnId().getBICFI());
        var transfers = instruction.getCdtTrfTxInf();
        assertEquals(2, transfers.size());
        for (var transfer : transfers) {
            assertEquals("Zoe Muller", transfer.getCdtr().getNm());
            assertEquals(
                    "GB29NWBK60161331926819", transfer.getCdtrAcct().getId().getIBAN());
        }
        var references = new HashSet<String>();
        transfers.forEach(transfer -> references.add(transfer.getPmtId().getEndToEndId() + " "
                + transfer.getAmt().getInstdAmt().getValue() + " "
                + transfer.getAmt().getInstdAmt().getCcy()));
        assertTrue(references.contains(reference(first) + " 12.34 EUR"), references.toString());
        assertTrue(references.contains(reference(second) + " 20.00 EUR"), references.toString());
        assertEquals("SUBMITTED", payoutStatus(one, first));
        assertEquals(
                List.of("REQUESTED", "APPROVED", "SUBMITTED"), published.fields("payout.changed", first, "status"));
        assertEquals(List.of("1", "2", "3"), published.fields("payout.changed", first, "revision"));
    }

    @Test
    void isCompletedWithoutAnybodyAskingForTheFile() {
        var member = memberWith(2000);
        var payout = approvedPayout(member, "15.00");
        var batch = createBatch();
        eventually(() -> payoutStatus(member, payout).equals("SUBMITTED"));
        assertFalse(fileInStore(batch).length == 0);
    }

    /** A replica that dies leaves a batch in one of these states; whoever comes next finishes it, nothing twice. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "before the file",
                "after the file",
                "after the note that the file is there",
                "halfway through the payouts"
            })
    void isFinishedAfterACrashWithTheSameFileAndEachPayoutOnce(String diedAt) {
        // Given
        var members = List.of(memberWith(2000), memberWith(2000), memberWith(2000));
        var payouts =
                members.stream().map(member -> approvedPayout(member, "15.00")).toList();
        var batch = createdAndLeased();
        completeBatch.complete(batch);
        var whole = fileInStore(batch);
        rewind(batch, payouts, diedAt);
        boolean stored = diedAt.startsWith("after the note") || diedAt.startsWith("halfway");
        if (stored) {
            put(batch, "not to be written again");
        }
        // When
        completeBatch.completeUnfinished();
        eventually(() -> status(batch).equals("SUBMITTED")); // the schedule may have been first
        // Then
        assertArrayEquals(stored ? "not to be written again".getBytes(UTF_8) : whole, fileInStore(batch));
        for (int i = 0; i < 3; i++) {
            assertEquals("SUBMITTED", payoutStatus(members.get(i), payouts.get(i)));
            assertEquals(
                    List.of("REQUESTED 1", "APPROVED 2", "SUBMITTED 3"),
                    published.about("payout.changed", payouts.get(i)).stream()
                            .map(event -> event.path("status").asText() + " " + event.path("revision"))
                            .toList());
        }
    }

    @Test
    void putsEachPayoutIntoOneBatchHoweverManyAreMadeAtOnce() throws Exception {
        var payouts = new HashSet<UUID>();
        for (int i = 0; i < 5; i++) {
            payouts.add(approvedPayout(memberWith(2000), "15.00"));
        }
        var tasks = new ArrayList<Callable<String>>();
        for (int i = 0; i < 4; i++) {
            tasks.add(() -> asFinance()
                    .contentType(ContentType.JSON)
                    .body("{\"currency\":\"EUR\"}")
                    .post("/api/v1/admin/payouts/batches")
                    .jsonPath()
                    .getString("id"));
        }
        var threads = Executors.newFixedThreadPool(4);
        var all = new StringBuilder();
        for (var done : threads.invokeAll(tasks)) {
            if (done.get() != null) {
                all.append(batchFile(UUID.fromString(done.get())));
            }
        }
        threads.shutdown();
        for (var payout : payouts) {
            assertEquals(2, all.toString().split("EndToEndId>" + reference(payout), -1).length, "once in one file");
        }
    }

    @Test
    void answersTheSameRequestAgainWithTheSameBatch() {
        approvedPayout(memberWith(2000), "15.00");
        var key = UUID.randomUUID().toString();
        var first = create(key).then().statusCode(201).extract().asString();
        assertEquals(
                first,
                create(key)
                        .then()
                        .statusCode(201)
                        .header("Idempotency-Hit", "true")
                        .extract()
                        .asString());
        create(UUID.randomUUID().toString()).then().statusCode(422).body("code", equalTo("no-approved-payouts"));
    }

    @Test
    void refusesWhatMakesNoBatch() {
        asFinance()
                .contentType(ContentType.JSON)
                .body("{\"currency\":\"JPY\"}")
                .post("/api/v1/admin/payouts/batches")
                .then()
                .statusCode(422)
                .body("code", equalTo("currency-not-payable"));
        asFinance()
                .contentType(ContentType.JSON)
                .body("{\"currency\":\"euro\"}")
                .post("/api/v1/admin/payouts/batches")
                .then()
                .statusCode(400);
        asFinance()
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/admin/payouts/batches")
                .then()
                .statusCode(400);
        as(TestTokens.staff())
                .contentType(ContentType.JSON)
                .body("{\"currency\":\"EUR\"}")
                .post("/api/v1/admin/payouts/batches")
                .then()
                .statusCode(403);
        asFinance()
                .get("/api/v1/admin/payouts/batches/" + UUID.randomUUID() + "/file")
                .then()
                .statusCode(404);
        asFinance().get("/api/v1/admin/payouts/batches/nonsense/file").then().statusCode(404);
    }

    private static String status(UUID batch) {
        return asFinance()
                .get("/api/v1/admin/payouts/batches/" + batch)
                .jsonPath()
                .getString("status");
    }

    private static io.restassured.response.Response create(String key) {
        return asFinance()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body("{\"currency\":\"EUR\"}")
                .post("/api/v1/admin/payouts/batches");
    }

    /** A batch that nobody else works on, as if a replica had just taken it. */
    private UUID createdAndLeased() {
        return QuarkusTransaction.requiringNew().call(() -> {
            var batch = createBatch.create("EUR", "test");
            batch.lease(Instant.now().plus(Duration.ofHours(1)));
            return batch.id();
        });
    }

    /** Puts the batch back to how a replica that died at that point would have left it, and lets the next one take it. */
    private void rewind(UUID batch, List<UUID> payouts, String diedAt) {
        if (diedAt.equals("before the file")) {
            put(batch, "half a fi");
        }
        boolean stored = diedAt.startsWith("after the note") || diedAt.startsWith("halfway");
        var unsubmitted = diedAt.startsWith("halfway") ? payouts.subList(1, 3) : payouts;
        QuarkusTransaction.requiringNew().run(() -> {
            batches.getEntityManager()
                    .createNativeQuery("update payout_batch set status = :status, lease_until = null where id = :id")
                    .setParameter("status", stored ? "STORED" : "CREATED")
                    .setParameter("id", batch)
                    .executeUpdate();
            batches.getEntityManager()
                    .createNativeQuery("update payout set status = 'APPROVED', submitted_at = null,"
                            + " revision = revision - 1 where id in :ids")
                    .setParameter("ids", unsubmitted)
                    .executeUpdate();
            batches.getEntityManager()
                    .createNativeQuery("delete from outbox_event where type = 'payout.changed' and subject in :ids"
                            + " and data->>'status' = 'SUBMITTED'")
                    .setParameter(
                            "ids", unsubmitted.stream().map(UUID::toString).toList())
                    .executeUpdate();
        });
    }

    private void put(UUID batch, String content) {
        s3.putObject(
                request -> request.bucket(config.bucket()).key(PayoutBatch.fileKey(batch)),
                RequestBody.fromString(content));
    }

    private byte[] fileInStore(UUID batch) {
        return s3.getObjectAsBytes(request -> request.bucket(config.bucket()).key(PayoutBatch.fileKey(batch)))
                .asByteArray();
    }

    private static void assertValid(String xml) throws Exception {
        var schema = SchemaFactory.newDefaultInstance()
                .newSchema(BatchTest.class.getResource("/iso20022/pain.001.001.09.xsd"));
        schema.newValidator().validate(new StreamSource(new StringReader(xml)));
        assertTrue(xml.startsWith("<?xml"), xml.substring(0, 60));
        assertEquals(xml.length(), xml.getBytes(UTF_8).length, "nothing outside of the SEPA character set");
    }
}
