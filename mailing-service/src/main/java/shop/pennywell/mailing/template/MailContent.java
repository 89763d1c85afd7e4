package shop.pennywell.mailing.template;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** What one mail tells, apart from the words around it; kept as JSON beside the message until it may be forgotten. */
public sealed interface MailContent {

    /** The same content without what would let a reader act as the member, for keeping and for staff's eyes. */
    default MailContent withoutSecrets() {
        return this;
    }

    /** A mail that needs no more than the member's name. */
    record PlainMail() implements MailContent {}

    /** A mail around a link; the link may carry a token, so it is a secret. */
    record LinkedMail(String link, Instant expiresAt) implements MailContent {

        static final String REMOVED = "(link removed)";

        public LinkedMail {
            if (!REMOVED.equals(link) && !isWebLink(link)) {
                throw new IllegalArgumentException("link is not an absolute http(s) address");
            }
        }

        @Override
        public MailContent withoutSecrets() {
            return new LinkedMail(REMOVED, expiresAt);
        }

        private static boolean isWebLink(String link) {
            URI uri = URI.create(link == null ? "" : link);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"));
        }
    }

    /**
     * A step in the life of one transaction's cashback.
     *
     * @param reinstated it had been declined before
     * @param wasInWallet it had been payable or paid before
     */
    record CashbackMail(
            String storeName,
            String orderReference,
            Instant orderedAt,
            Money orderValue,
            Money cashback,
            String reason,
            LocalDate estimate,
            boolean reinstated,
            boolean wasInWallet)
            implements MailContent {}

    /**
     * A step of one claim.
     *
     * @param opensOn when the store hears of it
     * @param text what we ask, or say with a decision; perhaps null
     * @param thawed it had to wait for that day
     */
    record ClaimMail(
            UUID claimId,
            String type,
            String storeName,
            String orderReference,
            Instant orderedAt,
            Money orderValue,
            LocalDate opensOn,
            String reason,
            String text,
            boolean thawed)
            implements MailContent {

        public boolean isMissing() {
            return "MISSING".equals(type);
        }

        public boolean isDeclined() {
            return "DECLINED".equals(type);
        }
    }

    /**
     * A bonus for a friend who was brought, or for having come that way.
     *
     * @param asFriend the reader is the one who was brought
     */
    record ReferralMail(Money bonus, Money minimumOrder, boolean asFriend) implements MailContent {}

    /** A step in the life of one payout. */
    record PayoutMail(Money amount, String maskedIban, String reason, Instant changedAt) implements MailContent {}

    /** A security mail: where the money goes has changed. */
    record PayoutAccountMail(String holder, String maskedIban, Instant changedAt, Instant payoutsFrom)
            implements MailContent {}
}
