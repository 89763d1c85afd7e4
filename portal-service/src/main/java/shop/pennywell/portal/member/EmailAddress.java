package shop.pennywell.portal.member;

import java.net.IDN;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The one form of a mail address in which it is stored, compared and written to. */
public final class EmailAddress {

    /** RFC 5321, 4.5.3.1.3, less the angle brackets of a path. */
    public static final int MAX_LENGTH = 254;

    private static final int MAX_LOCAL = 64;
    private static final Pattern LOCAL =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");

    /** Where dots in the local part lead to the same mailbox. */
    private static final Set<String> DOTS_IGNORED = Set.of("gmail.com", "proton.me");

    /** Domains of one provider that lead to the same mailbox, by the one they stand for. */
    private static final Map<String, String> SAME_AS = Map.of(
            "googlemail.com", "gmail.com",
            "protonmail.com", "proton.me",
            "pm.me", "proton.me",
            "me.com", "icloud.com",
            "mac.com", "icloud.com");

    private EmailAddress() {}

    /**
     * The mailbox behind an address, as far as it can be known: without a tag ("+shopping"), and without what the large providers ignore.
     * Good for asking whether two addresses are one person's, never for writing to.
     *
     * @param canonical an address in its canonical form
     */
    static String mailbox(String canonical) {
        int at = canonical.lastIndexOf('@');
        String domain = SAME_AS.getOrDefault(canonical.substring(at + 1), canonical.substring(at + 1));
        String local = canonical.substring(0, at);
        int tag = local.indexOf('+');
        String untagged = tag > 0 ? local.substring(0, tag) : local;
        return (DOTS_IGNORED.contains(domain) ? untagged.replace(".", "") : untagged) + "@" + domain;
    }

    /**
     * Lower case, the domain in its ASCII form (RFC 5891). Quoted local parts, comments and address literals are legal in
     * RFC 5322 and used by nobody: they are refused.
     *
     * @return empty when this is no address that we can write to
     */
    public static Optional<String> canonical(String typed) {
        if (typed == null || typed.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String address = typed.strip().toLowerCase(Locale.ROOT);
        int at = address.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL || !LOCAL.matcher(address.substring(0, at)).matches()) {
            return Optional.empty();
        }
        return asciiDomain(address.substring(at + 1))
                .filter(domain -> DOMAIN.matcher(domain).matches())
                .map(domain -> address.substring(0, at + 1) + domain)
                .filter(canonical -> canonical.length() <= MAX_LENGTH);
    }

    private static Optional<String> asciiDomain(String domain) {
        try {
            return Optional.of(IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }
}
