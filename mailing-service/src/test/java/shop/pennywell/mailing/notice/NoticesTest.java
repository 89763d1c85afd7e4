package shop.pennywell.mailing.notice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.pennywell.local.testing.Mails;
import shop.pennywell.local.testing.Mails.Received;
import shop.pennywell.local.testing.PretendSibling;
import shop.pennywell.mailing.Portal;
import shop.pennywell.mailing.Portal.Member;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.local.testing.PretendSibling.event;
import static shop.pennywell.local.testing.PretendSibling.sample;
import static shop.pennywell.local.testing.PretendSibling.says;
import static shop.pennywell.mailing.Portal.eventually;

/** Which event leaves which mail, seen in the inbox it arrives in. */
@QuarkusTest
class NoticesTest {

    @ParameterizedTest
    @CsvSource({
        "member.verification-requested, Confirm your email, /verify?token=",
        "member.registration-repeated, already have, /sign-in",
        "member.password-reset-requested, new password, /reset-password?token="
    })
    void aLinkReachesTheAddressThatAskedForIt(String type, String subject, String link) {
        Member member = Member.unknown();
        ObjectNode data = member.in(sample(type)).put("email", member.email());
        if (data.has("expiresAt")) {
            data.put("expiresAt", Instant.now().plus(1, ChronoUnit.DAYS).toString());
        }
        says(type, data);
        Received mail = Mails.await(member.email(), subject);
        assertEquals(data.path("link").asText(), mail.linkContaining(link));
        assertTrue(mail.html().contains("Why you get this mail"), mail.html());
    }

    @Test
    void aNewMemberIsWelcomedOnceHoweverOftenTheEventComes() {
        Member member = Member.unknown();
        ObjectNode data = member.in(sample("member.registered")).put("email", member.email());
        Map<String, Object> event = event("member.registered", data);
        PretendSibling.delivers(List.of(event, event)).body("failed", hasSize(0));
        PretendSibling.delivers(List.of(event)).body("failed", hasSize(0));
        says("member.registered", data);
        assertTrue(Mails.await(member.email(), "Welcome").text().startsWith("Hello Ada,"));
        assertOnlyAfterAll(member, 1);
    }

    @ParameterizedTest
    @CsvSource({
        ",TRACKED,false,£2.45 cashback tracked at Paper Lantern",
        "TRACKED,CONFIRMED,false,Paper Lantern confirmed your cashback",
        "CONFIRMED,PAYABLE,false,£2.45 is in your wallet",
        "TRACKED,DECLINED,false,was declined",
        "PAYABLE,DECLINED,false,was declined",
        "DECLINED,TRACKED,false,is back",
        "DECLINED,CONFIRMED,false,is back",
        "TRACKED,TRACKED,true,has changed",
        "TRACKED,CONFIRMED,true,confirmed your cashback"
    })
    void everyStepOfCashbackLeavesItsMail(String before, String now, boolean amended, String subject) {
        Member member = Portal.registers();
        ObjectNode data = cashback(member, UUID.randomUUID(), before == null ? 1 : 2, now);
        data.put("previousStatus", before).put("amended", amended);
        if (now.equals("DECLINED")) {
            data.put("reason", "RETURNED");
        }
        says("cashback.changed", data);
        Received mail = Mails.await(member.email(), subject);
        assertTrue(mail.text().contains("PL-536365"), mail.text());
        assertEquals(now.equals("DECLINED"), mail.text().contains("The goods were returned"));
    }

    @Test
    void nothingIsMailedForWhatIsNoNews() {
        Member member = Portal.registers();
        ObjectNode estimate = cashback(member, UUID.randomUUID(), 2, "TRACKED").put("previousStatus", "TRACKED");
        ObjectNode paid = cashback(member, UUID.randomUUID(), 4, "PAID").put("previousStatus", "PAYABLE");
        says("cashback.changed", estimate);
        says("cashback.changed", paid);
        says("payout.changed", payout(member, UUID.randomUUID(), 2, "APPROVED"));
        says("payout.changed", payout(member, UUID.randomUUID(), 3, "UNKNOWN"));
        assertOnlyAfterAll(member, 1);
    }

    @Test
    void lateProgressIsStillToldAndALateSetbackIsNot() {
        Member member = Portal.registers();
        UUID confirmedFirst = UUID.randomUUID();
        says(
                "cashback.changed",
                cashback(member, confirmedFirst, 2, "CONFIRMED").put("previousStatus", "TRACKED"));
        says("cashback.changed", cashback(member, confirmedFirst, 1, "TRACKED").putNull("previousStatus"));
        UUID overcome = UUID.randomUUID();
        says("cashback.changed", cashback(member, overcome, 3, "TRACKED").put("previousStatus", "DECLINED"));
        says("cashback.changed", cashback(member, overcome, 2, "DECLINED").put("previousStatus", "TRACKED"));
        Mails.await(member.email(), "cashback tracked");
        Mails.await(member.email(), "is back");
        assertOnlyAfterAll(member, 4);
        assertFalse(subjects(member).stream().anyMatch(subject -> subject.contains("declined")));
    }

    @ParameterizedTest
    @CsvSource({
        "REQUESTED,We have your payout request,",
        "SUBMITTED,is on its way to you,",
        "SETTLED,paid to your account,",
        "REJECTED,could not be made,AC04",
        "RETURNED,sent your payout back,AC04"
    })
    void everyStepOfAPayoutLeavesItsMail(String status, String subject, String reason) {
        Member member = Portal.registers();
        says("payout.changed", payout(member, UUID.randomUUID(), 1, status).put("reason", reason));
        Received mail = Mails.await(member.email(), subject);
        assertTrue(mail.text().contains("£2.45"), mail.text());
        assertTrue(mail.text().contains("**43 21"), mail.text());
        assertEquals(reason != null, mail.text().contains("The account has been closed."), mail.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                              | ON_ICE            | rests until 2 December 2026   | from 2 December 2026 on
                              | SUBMITTED         | We have your claim about      | Thank you for telling us
            ON_ICE            | SUBMITTED         | Your claim about              | The day has come
            SUBMITTED         | WITH_STORE        | Your claim is with Paper      | neither your name nor your receipt
            SUBMITTED         | NEEDS_INFORMATION | A question about your claim   | Please send us the order confirmation
            WITH_STORE        | WON               | your claim at Paper Lantern is won | among your cashback
            ON_ICE            | WON               | is won                        | among your cashback
            WITH_STORE        | LOST              | was not accepted              | The store knows no order with this number.
            """)
    void everyStepOfAClaimLeavesItsMail(String before, String now, String subject, String words) {
        Member member = Portal.registers();
        ObjectNode data = claim(member, UUID.randomUUID(), before == null ? 1 : 2, now);
        data.put("previousStatus", before);
        if (now.equals("LOST")) {
            data.put("reason", "ORDER_NOT_FOUND");
        }
        if (!now.equals("NEEDS_INFORMATION")) {
            data.putNull("text");
        }
        says("claim.changed", data);
        Received mail = Mails.await(member.email(), subject);
        String text = mail.text().replaceAll("\\s+", " ");
        assertTrue(text.contains(words), mail.text());
        assertTrue(text.contains("PL-536402"), mail.text());
        assertTrue(text.contains("£48.90"), mail.text());
        String claimPage = "/account/claims/" + data.path("claimId").asText();
        assertTrue(mail.linkContaining(claimPage).endsWith(claimPage));
        assertOnlyAfterAll(member, 2);
    }

    @Test
    void whatTheMemberDidWithAClaimIsNoNewsToTheMember() {
        Member member = Portal.registers();
        UUID answered = UUID.randomUUID();
        says("claim.changed", claim(member, answered, 3, "SUBMITTED").put("previousStatus", "NEEDS_INFORMATION"));
        says("claim.changed", claim(member, answered, 5, "WITH_STORE").put("previousStatus", "NEEDS_INFORMATION"));
        says("claim.changed", claim(member, UUID.randomUUID(), 2, "WITHDRAWN").put("previousStatus", "SUBMITTED"));
        assertOnlyAfterAll(member, 1);
    }

    @Test
    void aQuestionThatWasAnsweredMeanwhileIsNotAskedAnyMore() {
        Member member = Portal.registers();
        UUID id = UUID.randomUUID();
        says("claim.changed", claim(member, id, 3, "SUBMITTED").put("previousStatus", "NEEDS_INFORMATION"));
        says("claim.changed", claim(member, id, 2, "NEEDS_INFORMATION").put("previousStatus", "SUBMITTED"));
        says("claim.changed", claim(member, id, 1, "SUBMITTED").putNull("previousStatus"));
        Mails.await(member.email(), "We have your claim");
        assertOnlyAfterAll(member, 2);
    }

    @Test
    void aClaimThatIsWonSaysWhatBecameOfTheOrder() {
        for (Map.Entry<String, String> words : Map.of(
                        "DECLINED", "The order is tracked again.",
                        "WRONG_AMOUNT", "We have corrected what it counts with.")
                .entrySet()) {
            Member member = Portal.registers();
            says(
                    "claim.changed",
                    claim(member, UUID.randomUUID(), 4, "WON")
                            .put("type", words.getKey())
                            .put("text", "With our thanks."));
            Received mail = Mails.await(member.email(), "is won");
            assertTrue(mail.text().contains(words.getValue()), mail.text());
            assertTrue(mail.text().contains("With our thanks."), mail.text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EARNED, £10.00 for bringing a friend, £5.00 to welcome you",
        "REVOKED, A bonus of £10.00 was taken back, A bonus of £5.00 was taken back"
    })
    void bothSidesOfAReferralAreToldOfTheirBonusOnce(String status, String toReferrer, String toFriend) {
        Member referrer = Portal.registers();
        Member friend = Portal.registers();
        ObjectNode data = referral(referrer, friend, 2, status);
        says("referral.changed", data);
        says("referral.changed", data);
        assertTrue(Mails.await(referrer.email(), toReferrer).text().contains("£25.00 or more"));
        Mails.await(friend.email(), toFriend);
        assertOnlyAfterAll(referrer, 2);
        assertOnlyAfterAll(friend, 2);
    }

    @Test
    void aReferralWithoutABonusAndABonusTakenBackBeforeItsMailAreNoNews() {
        Member referrer = Portal.registers();
        Member friend = Portal.registers();
        ObjectNode capped = referral(referrer, friend, 2, "EARNED");
        capped.putObject("referrerBonus").put("amount", "0.00").put("currency", "GBP");
        says("referral.changed", capped);
        says("referral.changed", referral(referrer, friend, 1, "PENDING"));
        says("referral.changed", referral(referrer, friend, 2, "EXPIRED"));
        ObjectNode revoked = referral(referrer, friend, 3, "REVOKED");
        says("referral.changed", revoked);
        says("referral.changed", revoked.deepCopy().put("revision", 2).put("status", "EARNED"));
        Mails.await(friend.email(), "to welcome you");
        assertOnlyAfterAll(referrer, 2);
        assertOnlyAfterAll(friend, 3);
    }

    @Test
    void aChangeOfTheBankAccountIsNeverSilent() {
        Member member = Portal.registers();
        says("payout-account.changed", member.in(sample("payout-account.changed")));
        Received mail = Mails.await(member.email(), "bank account at Pennywell was changed");
        assertTrue(mail.text().contains("12 December 2026, 21:15 UTC"), mail.text());
    }

    @Test
    void anUnreadableEventIsHandedBackAndItsNeighboursAreNot() {
        Member member = Member.unknown();
        UUID broken = UUID.randomUUID();
        ObjectNode good = member.in(sample("member.registered")).put("email", member.email());
        ObjectNode bad = sample("payout.changed").put("status", "EXPLODED");
        PretendSibling.delivers(List.of(event(broken, "payout.changed", bad), event("member.registered", good)))
                .body("failed", hasSize(1))
                .body("failed[0].id", equalTo(broken.toString()));
        Mails.await(member.email(), "Welcome");
    }

    @Test
    void aLinkThatIsNoWebAddressIsRefused() {
        Member member = Member.unknown();
        ObjectNode data = member.in(sample("member.verification-requested"))
                .put("email", member.email())
                .put("link", "javascript:alert(1)");
        PretendSibling.delivers(List.of(event("member.verification-requested", data)))
                .body("failed", hasSize(1));
    }

    private static ObjectNode cashback(Member member, UUID transactionId, int revision, String status) {
        return member.in(sample("cashback.changed"))
                .put("transactionId", transactionId.toString())
                .put("revision", revision)
                .put("status", status);
    }

    private static ObjectNode referral(Member referrer, Member friend, int revision, String status) {
        return sample("referral.changed")
                .put("referralId", UUID.randomUUID().toString())
                .put("referrerId", referrer.id().toString())
                .put("friendId", friend.id().toString())
                .put("revision", revision)
                .put("status", status);
    }

    private static ObjectNode claim(Member member, UUID claimId, int revision, String status) {
        return member.in(sample("claim.changed"))
                .put("claimId", claimId.toString())
                .put("revision", revision)
                .put("status", status);
    }

    private static ObjectNode payout(Member member, UUID payoutId, int revision, String status) {
        return member.in(sample("payout.changed"))
                .put("payoutId", payoutId.toString())
                .put("revision", revision)
                .put("status", status);
    }

    /** Mails of one member go out in order of their being due, so after this last one the others have gone or never will. */
    private static void assertOnlyAfterAll(Member member, int expected) {
        says("payout-account.changed", member.in(sample("payout-account.changed")));
        Mails.await(member.email(), "bank account");
        eventually("the number of mails", () -> subjects(member).size() >= expected + 1);
        assertEquals(expected + 1, subjects(member).size(), subjects(member)::toString);
    }

    private static List<String> subjects(Member member) {
        return Mails.to(member.email()).stream().map(Received::subject).toList();
    }
}
