package shop.pennywell.mailing.template;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.mailing.template.MailContent.CashbackMail;
import shop.pennywell.mailing.template.MailContent.ClaimMail;
import shop.pennywell.mailing.template.MailContent.LinkedMail;
import shop.pennywell.mailing.template.MailContent.PayoutAccountMail;
import shop.pennywell.mailing.template.MailContent.PayoutMail;
import shop.pennywell.mailing.template.MailContent.PlainMail;
import shop.pennywell.mailing.template.MailContent.ReferralMail;

/** Made-up content for every template, so that staff can look at a mail before a member does. */
final class SampleMail {

    private static final Instant MORNING = Instant.parse("2026-11-23T09:14:05Z");
    private static final String IBAN = "GB** **** **** **** **43 21";

    private SampleMail() {}

    static MailContent of(MailTemplate template) {
        return switch (template) {
            case VERIFICATION -> linked("https://pennywell.example/verify?token=V9uQ2m0sZ3kX7b1T");
            case ALREADY_REGISTERED -> new LinkedMail("https://pennywell.example/sign-in", null);
            case PASSWORD_RESET -> linked("https://pennywell.example/reset-password?token=8dKf0PqLr5Wc6YtN");
            case WELCOME -> new PlainMail();
            case CASHBACK_TRACKED, CASHBACK_CONFIRMED -> cashback("2.45", null, LocalDate.parse("2026-12-31"));
            case CASHBACK_PAYABLE -> cashback("2.45", null, null);
            case CASHBACK_DECLINED -> cashback("2.45", "VOUCHER_NOT_ALLOWED", null);
            case CASHBACK_AMENDED -> cashback("1.80", null, LocalDate.parse("2026-12-31"));
            case CLAIM_RECEIVED, CLAIM_ON_ICE, CLAIM_WITH_STORE -> claim(null, null);
            case CLAIM_QUESTION -> claim(null, "Please send us the order confirmation as a picture or PDF.");
            case CLAIM_WON -> claim(null, "The store found your order.");
            case CLAIM_LOST -> claim("OTHER_SOURCE", "The store’s records show a price comparison after our link.");
            case REFERRAL_EARNED, REFERRAL_REVOKED ->
                new ReferralMail(Money.parse("10.00", "GBP"), Money.parse("25.00", "GBP"), false);
            case PAYOUT_REQUESTED, PAYOUT_ON_ITS_WAY, PAYOUT_SETTLED -> payout(null);
            case PAYOUT_REJECTED -> payout("BE01");
            case PAYOUT_RETURNED -> payout("AC04");
            case PAYOUT_ACCOUNT_CHANGED ->
                new PayoutAccountMail("Ada Penny", IBAN, MORNING, Instant.parse("2026-11-25T09:14:05Z"));
        };
    }

    private static LinkedMail linked(String link) {
        return new LinkedMail(link, Instant.parse("2026-11-24T09:14:05Z"));
    }

    private static CashbackMail cashback(String amount, String reason, LocalDate estimate) {
        Money value = Money.parse("61.25", "GBP");
        Money cashback = Money.parse(amount, "GBP");
        return new CashbackMail("Paper Lantern", "PL-536365", MORNING, value, cashback, reason, estimate, false, false);
    }

    private static ClaimMail claim(String reason, String text) {
        return new ClaimMail(
                UUID.fromString("019abf10-7d42-7a35-8c11-6e0b9d53f2a8"),
                "MISSING",
                "Paper Lantern",
                "PL-536402",
                MORNING,
                Money.parse("48.90", "GBP"),
                LocalDate.parse("2026-11-30"),
                reason,
                text,
                false);
    }

    private static PayoutMail payout(String reason) {
        return new PayoutMail(Money.parse("48.20", "GBP"), IBAN, reason, MORNING);
    }
}
