package shop.pennywell.mailing.recipient;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One address, safe to stand in an SMTP command and a header: no white space, no line break, no comma, no quoted local part.
 * An international domain is turned into its ASCII form (RFC 5891).
 */
public record EmailAddress(String value) {

    /** RFC 5321 4.5.3.1: 64 octets before the at sign; a path of 256 with its brackets leaves 254. */
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-][A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{0,63}");

    private static final Pattern DOMAIN = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    private static final int LONGEST = 254;

    /** @throws IllegalArgumentException when it is no address that mail can be sent to */
    public static EmailAddress parse(String text) {
        int at = text == null ? -1 : text.lastIndexOf('@');
        if (at < 1 || text.length() > LONGEST) {
            throw new IllegalArgumentException("is not an e-mail address");
        }
        String local = text.substring(0, at);
        String domain = IDN.toASCII(text.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
        boolean valid = LOCAL.matcher(local).matches()
                && local.length() <= 64
                && DOMAIN.matcher(domain).matches()
                && local.length() + 1 + domain.length() <= LONGEST;
        if (!valid) {
            throw new IllegalArgumentException("is not an e-mail address");
        }
        return new EmailAddress(local + "@" + domain);
    }

    /** By which two spellings are the same mailbox, as far as suppression goes. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }
}
