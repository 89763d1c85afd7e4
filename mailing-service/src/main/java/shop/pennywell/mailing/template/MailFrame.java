package shop.pennywell.mailing.template;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import shop.pennywell.defaults.money.Money;

/** What every template can use: the greeting, the way back to the site, and amounts and dates as the member writes them. */
public final class MailFrame {

    /** Letters of any script and what names are joined with; anything else (an address, say) is no name to greet. */
    private static final Pattern GREETABLE = Pattern.compile("[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{Zs}'’.-]{0,59}");

    private static final Pattern LINKLIKE = Pattern.compile("\\p{L}\\.\\p{L}{2,}");

    private static final Locale FALLBACK = Locale.UK;

    private final Locale locale;
    private final String displayName;
    private final String why;
    private final URIs uris;

    MailFrame(String languageTag, String displayName, String why, TemplateConfig config) {
        this.locale = localeOf(languageTag);
        this.displayName = displayName;
        this.why = why;
        this.uris = new URIs(config.publicUrl().toString().replaceAll("/+$", ""), config);
    }

    public String greeting() {
        boolean greetable = displayName != null
                && GREETABLE.matcher(displayName).matches()
                && !LINKLIKE.matcher(displayName).find();
        return greetable ? "Hello " + displayName.strip() + "," : "Hello,";
    }

    public String why() {
        return why;
    }

    public String site() {
        return uris.site();
    }

    public String siteName() {
        return uris.site().replaceFirst("^https?://", "");
    }

    public String stores() {
        return uris.site() + uris.config().storesPath();
    }

    public String cashback() {
        return uris.site() + uris.config().cashbackPath();
    }

    public String claim(UUID claimId) {
        return uris.site() + uris.config().claimsPath() + "/" + claimId;
    }

    public String wallet() {
        return uris.site() + uris.config().walletPath();
    }

    public String inviteFriends() {
        return uris.site() + uris.config().inviteFriendsPath();
    }

    /** An amount in the member's own way of writing, with the currency's own number of decimals. */
    public String amount(Money money) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        Currency currency = money.currency();
        format.setCurrency(currency);
        format.setMinimumFractionDigits(Math.max(0, currency.getDefaultFractionDigits()));
        format.setMaximumFractionDigits(Math.max(0, currency.getDefaultFractionDigits()));
        return format.format(new BigDecimal(money.amount()));
    }

    public String day(Instant instant) {
        return day(LocalDate.ofInstant(instant, ZoneOffset.UTC));
    }

    public String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(wordLocale())
                .format(day);
    }

    public String moment(Instant instant) {
        return day(instant) + ", " + DateTimeFormatter.ofPattern("HH:mm").format(instant.atOffset(ZoneOffset.UTC))
                + " UTC";
    }

    public String declineReason(String reason) {
        return PlainReasons.ofDecline(reason);
    }

    public String claimReason(String reason) {
        return PlainReasons.ofClaim(reason);
    }

    public String bankReason(String reason) {
        return PlainReasons.ofBank(reason);
    }

    /** Mails are worded in English, so month names are too; the order of day and month is the member's. */
    private Locale wordLocale() {
        boolean english =
                locale.getLanguage().equals("en") && !locale.getCountry().isEmpty();
        return english || locale.getCountry().equals("US") ? new Locale("en", locale.getCountry()) : FALLBACK;
    }

    private static Locale localeOf(String languageTag) {
        Locale read = Locale.forLanguageTag(languageTag == null ? "" : languageTag);
        if (read.getLanguage().isEmpty()) {
            return FALLBACK;
        }
        // Latin digits also where the locale's own differ: the mail around them is in Latin script.
        return new Locale.Builder()
                .setLanguage(read.getLanguage())
                .setRegion(read.getCountry())
                .setUnicodeLocaleKeyword("nu", "latn")
                .build();
    }

    private record URIs(String site, TemplateConfig config) {}
}
