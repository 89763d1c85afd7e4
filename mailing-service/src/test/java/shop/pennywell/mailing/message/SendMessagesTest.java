package shop.pennywell.mailing.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.local.testing.Mails;
import shop.pennywell.local.testing.PretendSibling;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.mailing.Portal;
import shop.pennywell.mailing.Portal.Member;
import shop.pennywell.mailing.SmtpGate;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.local.testing.PretendSibling.event;
import static shop.pennywell.local.testing.PretendSibling.sample;
import static shop.pennywell.local.testing.PretendSibling.says;
import static shop.pennywell.mailing.Portal.eventually;

/** Nothing lost, nothing doubled, nothing sent that must not be. */
@QuarkusTest
class SendMessagesTest {

    @Inject
    SendMessages sendMessages;

    @Inject
    AgroalDataSource dataSource;

    @AfterEach
    void openTheGate() {
        SmtpGate.open();
    }

    @Test
    void whatFallsDueWhileTheMailServerIsAwayArrivesWhenItIsBack() {
        SmtpGate.hangUp();
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            members.add(Portal.registers());
        }
        for (Member member : members) {
            eventually(
                    "an attempt fails",
                    () -> message(member).getInt("attempts") >= 1
                            && message(member).getString("lastError") != null);
            assertEquals("QUEUED", message(member).getString("status"));
        }
        SmtpGate.open();
        for (Member member : members) {
            Mails.await(member.email(), "Welcome");
            eventually(
                    "it is recorded", () -> message(member).getString("status").equals("SENT"));
            assertEquals(1, Mails.to(member.email()).size());
        }
    }

    @Test
    void aTemporaryRefusalIsTriedAgain() {
        SmtpGate.answerRecipients("451 4.7.1 Greylisted, try later");
        Member member = Portal.registers();
        // On a busy machine an attempt before it may have timed out.
        eventually("the refusal is recorded", () -> {
            String error = message(member).getString("lastError");
            return error != null && error.contains("451");
        });
        SmtpGate.open();
        Mails.await(member.email(), "Welcome");
    }

    @Test
    void ourOwnBadCredentialsAreNotTheMessagesFault() {
        SmtpGate.answerRecipients("530 5.7.0 Authentication required");
        Member member = Portal.registers();
        eventually(
                "the refusal is recorded",
                () -> String.valueOf(message(member).getString("lastError")).contains("530"));
        assertEquals("QUEUED", message(member).getString("status"));
        SmtpGate.open();
        Mails.await(member.email(), "Welcome");
    }

    @Test
    void aRefusedMessageIsParkedAndStaffCanSendItAfterAll() {
        SmtpGate.answerRecipients("554 5.7.1 Looks like spam");
        Member member = Portal.registers();
        eventually("it is parked", () -> message(member).getString("status").equals("FAILED"));
        assertTrue(message(member).getString("lastError").contains("Looks like spam"));
        SmtpGate.open();
        String id = message(member).getString("id");
        staff().post("/api/v1/admin/messages/" + id + "/retry").then().statusCode(200);
        Mails.await(member.email(), "Welcome");
        eventually("it is sent", () -> message(member).getString("status").equals("SENT"));
        staff().post("/api/v1/admin/messages/" + id + "/retry").then().statusCode(409);
        assertEquals(List.of("FAILED", "SENT"), publishedStatuses(UUID.fromString(id)));
    }

    @Test
    void anAddressWithoutMailboxIsSuppressedFromThenOn() {
        SmtpGate.answerRecipients("550 5.1.1 User unknown");
        Member member = Portal.registers();
        eventually("it is parked", () -> message(member).getString("status").equals("FAILED"));
        SmtpGate.open();
        says("payout-account.changed", member.in(sample("payout-account.changed")));
        eventually("the next one too", () -> failures(member).size() == 2);
        failures(member).forEach(error -> assertTrue(error.contains("HARD_BOUNCE"), error));
        staff().delete("/api/v1/admin/suppressions/" + member.email()).then().statusCode(204);
        says("payout-account.changed", member.in(sample("payout-account.changed")));
        Mails.await(member.email(), "bank account");
    }

    @Test
    void twoSendersAtOnceSendEachMessageOnce() throws Exception {
        List<Member> members = new ArrayList<>();
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Member member = Member.unknown();
            members.add(member);
            events.add(event("payout-account.changed", member.in(sample("payout-account.changed"))));
        }
        PretendSibling.delivers(events);
        for (Member member : members) {
            eventually("it waits for its member", () -> message(member).getString("lastError") != null);
            execute("insert into recipient (member_id, revision, email, locale) values ('" + member.id() + "', 1, '"
                    + member.email() + "', 'en-GB')");
        }
        // All fall due at once, for the four senders below and for the scheduled one.
        execute("update message set next_attempt_at = now() where last_error like 'waits%'");
        ExecutorService senders = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> drain = () -> {
                for (int idle = 0; idle < 3; ) {
                    idle = sendMessages.sendBatch() == 0 ? idle + 1 : 0;
                }
                return null;
            };
            for (Future<Void> sender : senders.invokeAll(List.of(drain, drain, drain, drain))) {
                sender.get();
            }
        } finally {
            senders.shutdown();
        }
        for (Member member : members) {
            Mails.await(member.email(), "bank account");
        }
        for (Member member : members) {
            assertEquals(1, Mails.to(member.email()).size(), member.email());
        }
    }

    @Test
    void aMessageThatCannotBeRecordedDoesNotCostTheOthersTheirRecord() {
        SmtpGate.hangUp();
        Member unlucky = Portal.registers();
        Member other = Portal.registers();
        eventually(
                "both have failed",
                () -> message(unlucky).getString("lastError") != null
                        && message(other).getString("lastError") != null);
        run("alter table message add constraint unlucky check (member_id <> '" + unlucky.id()
                + "' or status <> 'SENT')");
        try {
            SmtpGate.open();
            // Both in one batch, the unlucky one first.
            execute("update message set next_attempt_at = now() - interval '1 day' * (case member_id when '"
                    + unlucky.id() + "' then 2 else 1 end) where member_id in ('" + unlucky.id() + "', '"
                    + other.id() + "')");
            eventually(
                    "the other is recorded",
                    () -> message(other).getString("status").equals("SENT"));
            assertEquals("QUEUED", message(unlucky).getString("status"));
        } finally {
            run("alter table message drop constraint unlucky");
        }
    }

    @Test
    void aMessageThatADyingReplicaTookIsSentWhenItsLeaseIsOver() {
        SmtpGate.hangUp();
        Member member = Portal.registers();
        eventually("an attempt fails", () -> message(member).getString("lastError") != null);
        // What a replica leaves that dies after taking it: an attempt counted, due again in the future.
        execute("update message set attempts = 3, next_attempt_at = now() + interval '2 seconds' where id = '"
                + message(member).getString("id") + "'");
        SmtpGate.open();
        Mails.await(member.email(), "Welcome");
    }

    @Test
    void aMessageWaitsForItsMemberAndIsSentWhenTheMemberBecomesKnown() {
        Member member = Member.unknown();
        says(
                "cashback.changed",
                member.in(sample("cashback.changed"))
                        .put("transactionId", UUID.randomUUID().toString()));
        eventually("it waits", () -> message(member).getString("lastError") != null);
        assertEquals(0, message(member).getInt("attempts"));
        Portal.registers(member);
        Mails.await(member.email(), "confirmed your cashback");
        Mails.await(member.email(), "Welcome");
    }

    @Test
    void aMessageDoesNotWaitForItsMemberForEver() {
        Member member = Member.unknown();
        says("payout-account.changed", member.in(sample("payout-account.changed")));
        eventually("it waits", () -> message(member).getString("lastError") != null);
        execute("update message set created_at = now() - interval '2 days', next_attempt_at = now() where member_id = '"
                + member.id() + "'");
        eventually("it is parked", () -> message(member).getString("status").equals("FAILED"));
        assertTrue(message(member).getString("lastError").contains("never became known"));
    }

    @Test
    void aLinkThatHasExpiredIsNotSent() {
        Member member = Member.unknown();
        says(
                "member.verification-requested",
                member.in(sample("member.verification-requested"))
                        .put("email", member.email())
                        .put("expiresAt", "2020-01-01T00:00:00Z"));
        eventually("it is parked", () -> message(member).getString("status").equals("FAILED"));
        assertTrue(Mails.to(member.email()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\nBcc: everyone@example.com", ",everyone@example.com", "> <everyone@example.com"})
    void anAddressThatWouldStartAnotherHeaderIsNeverUsed(String tail) {
        Member member = Member.unknown();
        says("member.registered", member.in(sample("member.registered")).put("email", member.email() + tail));
        eventually("it is parked", () -> message(member).getString("status").equals("FAILED"));
        assertTrue(message(member).getString("lastError").contains("address"));
        assertFalse(Mails.to("everyone@example.com").stream()
                .anyMatch(mail -> mail.to().toString().contains(member.email())));
    }

    @Test
    void anErasedMemberGetsNothingMoreAndIsForgotten() {
        Member member = Portal.registers();
        Mails.await(member.email(), "Welcome");
        eventually("it is recorded", () -> message(member).getString("status").equals("SENT"));
        assertEquals(member.email(), message(member).getString("to"));
        SmtpGate.hangUp();
        says("payout-account.changed", member.in(sample("payout-account.changed")));
        says("member.erased", member.in(sample("member.erased")));
        says(
                "member.updated",
                member.in(sample("member.updated")).put("email", member.email()).put("revision", 9));
        says("payout-account.changed", member.in(sample("payout-account.changed")));
        SmtpGate.open();
        assertEquals(Set.of("SENT", "DROPPED"), Set.copyOf(messages(member).getList("items.status", String.class)));
        assertEquals(2, messages(member).getList("items").size());
        eventually("no attempt is under way", () -> rows("select 1 from message where member_id = '" + member.id()
                        + "' and status = 'QUEUED'")
                .isEmpty());
        String kept = rows("select row_to_json(m)::text from message m where member_id = '" + member.id() + "'")
                + rows("select row_to_json(r)::text from recipient r where member_id = '" + member.id() + "'")
                        .toString();
        assertFalse(kept.contains("ada."), kept);
        assertFalse(kept.contains("Ada"), kept);
        assertFalse(kept.contains("43 21"), kept);
        assertEquals(1, Mails.to(member.email()).size());
    }

    @Test
    void theSecretOfALinkIsShownToNobodyAndForgottenOnceItIsSent() {
        Member member = Member.unknown();
        SmtpGate.hangUp();
        ObjectNode data = member.in(sample("member.password-reset-requested"))
                .put("email", member.email())
                .put("expiresAt", Instant.now().plusSeconds(3600).toString());
        says("member.password-reset-requested", data);
        assertFalse(detail(member).prettify().contains("token="), detail(member).prettify());
        SmtpGate.open();
        Mails.await(member.email(), "new password");
        eventually("it is recorded", () -> message(member).getString("status").equals("SENT"));
        assertFalse(detail(member).prettify().contains("token="));
        assertTrue(detail(member).getString("text").contains("(link removed)"));
        assertFalse(rows("select row_to_json(m)::text from message m where member_id = '" + member.id() + "'")
                .toString()
                .contains("token="));
    }

    @Test
    void statsHearsOfEveryMessageThatEnds() throws Exception {
        Member member = Portal.registers();
        eventually("it is sent", () -> message(member).getString("status").equals("SENT"));
        List<String> data = rows("select data::text from outbox_event where type = 'message.changed' and subject = '"
                + message(member).getString("id") + "'");
        assertEquals(1, data.size());
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(getClass().getResourceAsStream("/contracts/message.changed.v1.json"));
        var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(data.get(0));
        assertEquals(Set.of(), schema.validate(json));
    }

    @Test
    void theMessageIdIsTheMessagesOwnAndNoUnsubscribeIsOffered() {
        Member member = Portal.registers();
        String id = Mails.await(member.email(), "Welcome").id();
        String raw = given().get(
                        "http://localhost:" + Integer.getInteger("pennywell.test.port.inbox") + "/api/messages/" + id)
                .jsonPath()
                .getMap("headers")
                .toString();
        eventually("it is recorded", () -> message(member).getString("status").equals("SENT"));
        assertTrue(raw.contains(message(member).getString("id") + "@pennywell.shop"), raw);
        assertTrue(raw.contains("auto-generated"), raw);
        assertFalse(raw.contains("List-Unsubscribe"), raw);
    }

    private List<String> publishedStatuses(UUID messageId) {
        return rows("select data ->> 'status' from outbox_event where type = 'message.changed' and subject = '"
                + messageId + "' order by id");
    }

    private List<String> failures(Member member) {
        return messages(member).getList("items.findAll { it.status == 'FAILED' }.lastError", String.class);
    }

    private static JsonPath messages(Member member) {
        return staff().get("/api/v1/admin/messages?memberId=" + member.id())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The member's newest message. */
    private static JsonPath message(Member member) {
        return messages(member).setRootPath("items[0]");
    }

    private static JsonPath detail(Member member) {
        return staff().get("/api/v1/admin/messages/" + message(member).getString("id"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static io.restassured.specification.RequestSpecification staff() {
        return given().auth().oauth2(TestTokens.staff());
    }

    private List<String> rows(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> read = new ArrayList<>();
            while (rows.next()) {
                read.add(rows.getString(1));
            }
            return read;
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private void execute(String sql) {
        assertNotEquals(0, run(sql));
    }

    private int run(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }
}
