package shop.pennywell.portal.member;

import java.util.ArrayList;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.portal.password.Passwords;

/** Reads what a member says about himself into its canonical form and collects everything that is wrong with it. */
public final class ProfileCheck {

    public static final int MAX_NAME = 80;

    private static final String FALLBACK = "EUR";
    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
    private static final Set<String> CURRENCIES =
            COUNTRIES.stream().map(ProfileCheck::currencyOf).collect(Collectors.toUnmodifiableSet());
    private static final Pattern LANGUAGE_TAG = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final Pattern REFERRAL_CODE = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private final List<FieldError> errors = new ArrayList<>();

    public String email(String typed) {
        return EmailAddress.canonical(typed)
                .orElseGet(() -> wrong("/email", "is not a mail address of at most 254 characters"));
    }

    public String password(String typed) {
        return Passwords.acceptable(typed)
                ? typed
                : wrong(
                        "/password",
                        "must have " + Passwords.MIN_LENGTH + " to " + Passwords.MAX_LENGTH + " characters");
    }

    /** ISO 3166-1 alpha-2. */
    public String country(String typed) {
        String country = typed == null ? "" : typed.toUpperCase(Locale.ROOT);
        return COUNTRIES.contains(country) ? country : wrong("/country", "is not an ISO 3166-1 alpha-2 country");
    }

    /** BCP 47, without extensions. */
    public String locale(String typed) {
        if (typed != null && typed.length() <= 35 && LANGUAGE_TAG.matcher(typed).matches()) {
            try {
                Locale locale = new Locale.Builder().setLanguageTag(typed).build();
                if (!locale.getLanguage().isEmpty() && !locale.hasExtensions()) {
                    return locale.toLanguageTag();
                }
            } catch (IllformedLocaleException wrong) {
                return wrong("/locale", "is not a BCP 47 language tag");
            }
        }
        return wrong("/locale", "is not a BCP 47 language tag");
    }

    /** ISO 4217, of those that some country pays with today. */
    public String currency(String typed) {
        String currency = typed == null ? "" : typed.toUpperCase(Locale.ROOT);
        return CURRENCIES.contains(currency) ? currency : wrong("/currency", "is not an ISO 4217 currency in use");
    }

    /** What people in a country pay with; the euro where nothing is known, or for what is no country. */
    public static String currencyOf(String country) {
        if (!isCountry(country)) {
            return FALLBACK;
        }
        Currency currency =
                Currency.getInstance(new Locale.Builder().setRegion(country).build());
        return currency == null ? FALLBACK : currency.getCurrencyCode();
    }

    private static boolean isCountry(String country) {
        return country != null && COUNTRIES.contains(country);
    }

    /** Null or blank is no name, which is fine. */
    public String displayName(String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        String name = typed.strip();
        boolean printable = name.codePoints().noneMatch(ProfileCheck::unprintable);
        return printable && name.length() <= MAX_NAME
                ? name
                : wrong("/displayName", "must be printable and have at most " + MAX_NAME + " characters");
    }

    public String referralCode(String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        return REFERRAL_CODE.matcher(typed.strip()).matches()
                ? typed.strip()
                : wrong("/referralCode", "must be 1 to 40 letters, digits, - or _");
    }

    public void require(boolean holds, String pointer, String reason) {
        if (!holds) {
            wrong(pointer, reason);
        }
    }

    /** @throws shop.pennywell.defaults.problem.Problem 400 with every place that is wrong */
    public void done() {
        if (!errors.isEmpty()) {
            throw CommonProblem.INVALID_REQUEST.problem(null).with(errors);
        }
    }

    private String wrong(String pointer, String reason) {
        errors.add(new FieldError(pointer, reason));
        return null;
    }

    /** Control and direction characters forge what a reader sees; a lone surrogate is no character at all. */
    private static boolean unprintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.UNASSIGNED
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }
}
