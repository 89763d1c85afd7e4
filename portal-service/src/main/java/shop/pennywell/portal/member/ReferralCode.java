package shop.pennywell.portal.member;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A code by which a member brings friends, as {@code draw_referral_code()} of the database draws it: 10 characters of Crockford's base 32,
 * which are 50 random bits. It is no secret, but not to be guessed either.
 */
record ReferralCode(String text) {

    private static final Pattern DRAWN = Pattern.compile("[0-9A-HJKMNP-TV-Z]{10}");
    private static final int LONGEST_TYPED = 40;

    /** What was typed or came in a link: in small letters too, and with the letters that are taken for digits. Empty if it is no code. */
    static Optional<ReferralCode> read(String typed) {
        if (typed == null || typed.length() > LONGEST_TYPED) {
            return Optional.empty();
        }
        String text = typed.strip()
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return DRAWN.matcher(text).matches() ? Optional.of(new ReferralCode(text)) : Optional.empty();
    }
}
