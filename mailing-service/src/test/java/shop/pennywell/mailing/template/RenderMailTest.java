package shop.pennywell.mailing.template;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.mailing.template.MailContent.CashbackMail;
import shop.pennywell.mailing.template.MailContent.PayoutMail;
import shop.pennywell.mailing.template.MailContent.PlainMail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@QuarkusTest
class RenderMailTest {

    @Inject
    RenderMail renderMail;

    @ParameterizedTest
    @EnumSource
    void everyMailIsCompleteAndSaysWhyItCame(MailTemplate template) throws IOException {
        RenderedMail mail = renderMail.render(template, SampleMail.of(template), "en-GB", "Ada");
        keepForTheEye(template, mail);
        assertFalse(mail.subject().isBlank());
        assertFalse(mail.subject().contains("\n"));
        for (String body : new String[] {mail.html(), mail.text()}) {
            assertTrue(body.contains("Why you get this mail:"), body);
            assertTrue(body.contains("https://pennywell.test"), body);
            assertFalse(body.contains("NOT_FOUND"), body);
            assertFalse(body.contains("null"), body);
            assertFalse(body.contains("{#") || body.contains("{mail.") || body.contains("{content."), body);
        }
        assertFalse(mail.text().contains("<"), mail.text());
        assertFalse(mail.text().contains("&"), mail.text());
        assertFalse(mail.text().contains("\n\n\n"), mail.text());
        assertFalse(mail.html().contains("List-Unsubscribe"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en-GB | £1,234.50 | 23 November 2026
            en-US | £1,234.50 | November 23, 2026
            de-DE | 1.234,50 £ | 23 November 2026
            fr-FR | 1 234,50 £GB | 23 November 2026
            ar-EG | 1,234.50 | 23 November 2026
            ?     | £1,234.50 | 23 November 2026
            """)
    void writesAmountsAndDatesAsTheMemberDoes(String locale, String amount, String day) {
        PayoutMail content =
                new PayoutMail(Money.parse("1234.50", "GBP"), "GB** 21", null, Instant.parse("2026-11-23T23:59:59Z"));
        String text = renderMail
                .render(MailTemplate.PAYOUT_ON_ITS_WAY, content, locale, null)
                .text()
                .replaceAll("[\\u00a0\\u202f]", " ");
        assertTrue(text.contains(amount), text);
        assertTrue(text.contains(day), text);
    }

    @Test
    void writesCurrenciesWithTheirOwnDecimals() {
        PayoutMail yen = new PayoutMail(Money.parse("1234", "JPY"), "x", null, Instant.EPOCH);
        PayoutMail dinar = new PayoutMail(Money.parse("1.234", "KWD"), "x", null, Instant.EPOCH);
        assertTrue(
                subject(MailTemplate.PAYOUT_SETTLED, yen).contains("JP¥1,234 "),
                subject(MailTemplate.PAYOUT_SETTLED, yen));
        assertTrue(subject(MailTemplate.PAYOUT_SETTLED, dinar).contains("1.234"));
    }

    private String subject(MailTemplate template, MailContent content) {
        return renderMail.render(template, content, "en-GB", null).subject();
    }

    @Test
    void aStoresNameCanNeitherBreakTheSubjectNorThePage() {
        CashbackMail sample = (CashbackMail) SampleMail.of(MailTemplate.CASHBACK_TRACKED);
        CashbackMail hostile = new CashbackMail(
                "Evil\r\nBcc: all@example.com\u2028<script>alert(1)</script>",
                sample.orderReference(),
                sample.orderedAt(),
                sample.orderValue(),
                sample.cashback(),
                null,
                null,
                false,
                false);
        RenderedMail mail = renderMail.render(MailTemplate.CASHBACK_TRACKED, hostile, "en-GB", "Ada");
        assertFalse(mail.subject().matches("(?s).*[\\r\\n\\u2028].*"), mail.subject());
        assertFalse(mail.html().contains("<script"), mail.html());
    }

    @Test
    void shortensAVeryLongSubjectWithoutCuttingACharacterInHalf() {
        CashbackMail sample = (CashbackMail) SampleMail.of(MailTemplate.CASHBACK_DECLINED);
        CashbackMail wordy = new CashbackMail(
                "😀".repeat(300),
                sample.orderReference(),
                sample.orderedAt(),
                sample.orderValue(),
                sample.cashback(),
                null,
                null,
                false,
                false);
        String subject = subject(MailTemplate.CASHBACK_DECLINED, wordy);
        assertTrue(subject.codePointCount(0, subject.length()) <= 150, subject);
        assertTrue(subject.endsWith("😀…"), subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Win now at http://evil.example", "evil.example", "a@b", "<b>", "Ada\nBcc: x"})
    void greetsNobodyByWhatIsNoName(String name) {
        String text = renderMail
                .render(MailTemplate.WELCOME, new PlainMail(), "en-GB", name)
                .text();
        assertTrue(text.startsWith("Hello,"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada", "Jean-Luc", "O’Neil", "Zoë Müller", "王小明", "J. R. Hartley"})
    void greetsByName(String name) {
        String text = renderMail
                .render(MailTemplate.WELCOME, new PlainMail(), "en-GB", name)
                .text();
        assertTrue(text.startsWith("Hello " + name + ","), text);
    }

    @Test
    void aMailToAnUnprovenAddressNeverRepeatsTheNameTypedAtSignUp() {
        MailContent content = SampleMail.of(MailTemplate.VERIFICATION);
        RenderedMail mail = renderMail.render(MailTemplate.VERIFICATION, content, "en-GB", "Buy my pills");
        assertFalse((mail.text() + mail.html()).contains("pills"));
    }

    @Test
    void aDeclineAfterPaymentSaysWhereTheMoneyGoes() {
        CashbackMail sample = (CashbackMail) SampleMail.of(MailTemplate.CASHBACK_DECLINED);
        CashbackMail late = new CashbackMail(
                "Paper Lantern",
                "PL-1",
                sample.orderedAt(),
                sample.orderValue(),
                sample.cashback(),
                "RETURNED",
                null,
                false,
                true);
        String text = renderMail
                .render(MailTemplate.CASHBACK_DECLINED, late, "en-GB", null)
                .text();
        assertTrue(text.contains("taken back"), text);
        assertTrue(text.contains("The goods were returned"), text);
    }

    @Test
    void explainsTheBanksCode() {
        assertEquals("The account has been closed.", PlainReasons.ofBank("AC04"));
        assertEquals("Your bank can explain it; it gave the code ZZ99.", PlainReasons.ofBank("ZZ99"));
        assertEquals("Name differs from account", PlainReasons.ofBank("Name differs from account"));
        assertEquals("The bank gives no closer reason.", PlainReasons.ofBank(" "));
    }

    /** Rendered mails lie in target/mails after the test, for a look in a browser. */
    private static void keepForTheEye(MailTemplate template, RenderedMail mail) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "mails"));
        Files.writeString(folder.resolve(template.wireName() + ".html"), mail.html());
        Files.writeString(folder.resolve(template.wireName() + ".txt"), mail.subject() + "\n\n" + mail.text());
    }
}
