package shop.pennywell.mailing.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import shop.pennywell.mailing.template.MailContent.CashbackMail;
import shop.pennywell.mailing.template.MailContent.ClaimMail;
import shop.pennywell.mailing.template.MailContent.LinkedMail;
import shop.pennywell.mailing.template.MailContent.PayoutAccountMail;
import shop.pennywell.mailing.template.MailContent.PayoutMail;
import shop.pennywell.mailing.template.MailContent.PlainMail;
import shop.pennywell.mailing.template.MailContent.ReferralMail;

/** Every mail there is. All are transactional: each answers something the member did, so none offers to unsubscribe. */
public enum MailTemplate {
    VERIFICATION(
            LinkedMail.class,
            "someone, most likely you, signed up at Pennywell with this address. If it was not you, do nothing:"
                    + " without the click no account is opened."),
    ALREADY_REGISTERED(
            LinkedMail.class,
            "someone tried to sign up at Pennywell with this address, which has an account."
                    + " If it was not you, nothing has changed and there is nothing to do."),
    PASSWORD_RESET(
            LinkedMail.class,
            "someone asked for a new password for your Pennywell account. If it was not you, do nothing:"
                    + " your password stays as it is."),
    WELCOME(PlainMail.class, "you have just opened a Pennywell account with this address."),
    CASHBACK_TRACKED(CashbackMail.class, Why.ORDER),
    CASHBACK_CONFIRMED(CashbackMail.class, Why.ORDER),
    CASHBACK_PAYABLE(CashbackMail.class, Why.ORDER),
    CASHBACK_DECLINED(CashbackMail.class, Why.ORDER),
    CASHBACK_AMENDED(CashbackMail.class, Why.ORDER),
    CLAIM_RECEIVED(ClaimMail.class, Why.CLAIM),
    CLAIM_ON_ICE(ClaimMail.class, Why.CLAIM),
    CLAIM_WITH_STORE(ClaimMail.class, Why.CLAIM),
    CLAIM_QUESTION(ClaimMail.class, Why.CLAIM),
    CLAIM_WON(ClaimMail.class, Why.CLAIM),
    CLAIM_LOST(ClaimMail.class, Why.CLAIM),
    REFERRAL_EARNED(ReferralMail.class, Why.REFERRAL),
    REFERRAL_REVOKED(ReferralMail.class, Why.REFERRAL),
    PAYOUT_REQUESTED(PayoutMail.class, Why.PAYOUT),
    PAYOUT_ON_ITS_WAY(PayoutMail.class, Why.PAYOUT),
    PAYOUT_SETTLED(PayoutMail.class, Why.PAYOUT),
    PAYOUT_REJECTED(PayoutMail.class, Why.PAYOUT),
    PAYOUT_RETURNED(PayoutMail.class, Why.PAYOUT),
    PAYOUT_ACCOUNT_CHANGED(
            PayoutAccountMail.class,
            "the bank account of your Pennywell account was changed, and you should always know when that happens.");

    private final Class<? extends MailContent> contentType;
    private final String why;

    MailTemplate(Class<? extends MailContent> contentType, String why) {
        this.contentType = contentType;
        this.why = why;
    }

    /** The name in addresses, tables, events and of the template files. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<MailTemplate> named(String wireName) {
        return Arrays.stream(values())
                .filter(template -> template.wireName().equals(wireName))
                .findFirst();
    }

    public Class<? extends MailContent> contentType() {
        return contentType;
    }

    /** The end of the sentence "Why you get this mail". */
    String why() {
        return why;
    }

    /**
     * Whether the mail goes to an address nobody has proved to own yet. Such a mail never repeats what was typed at sign-up,
     * so that it cannot be used to send a stranger's words to a third person.
     */
    boolean toUnprovenAddress() {
        return this == VERIFICATION || this == ALREADY_REGISTERED;
    }

    private static final class Why {
        static final String ORDER =
                "you went to this store through Pennywell, and your cashback for the order has moved.";
        static final String CLAIM =
                "you told Pennywell that something is wrong with an order, and your claim has moved.";
        static final String REFERRAL =
                "a friend came to Pennywell through an invitation, yours or to you, and the bonus for it has moved.";
        static final String PAYOUT = "you asked Pennywell for a payout, and it has moved.";
    }
}
