package shop.pennywell.commission.watchlist;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import shop.pennywell.commission.CommissionProblem;

/** What comes after the @ of a mail address, as it is listed: lower case, in the letters of the domain name system. */
final class MailDomain {
    private static final int MOST_LABELS = 10;
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");

    private static final Set<String> PUBLIC = read("public-mail-domains.txt");

    private MailDomain() {}

    /** @throws shop.pennywell.defaults.problem.Problem 422 if it is no domain, or one where everybody may have an address */
    static String toList(String text) {
        String domain;
        try {
            domain = IDN.toASCII(text.strip()).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notOne) {
            throw CommissionProblem.MAIL_DOMAIN_REFUSED.problem("“" + text + "” is not a domain.");
        }
        if (!DOMAIN.matcher(domain).matches()) {
            throw CommissionProblem.MAIL_DOMAIN_REFUSED.problem("“" + text + "” is not a domain.");
        }
        if (PUBLIC.contains(domain)) {
            throw CommissionProblem.MAIL_DOMAIN_REFUSED.problem("Everybody may have an address at " + domain + ".");
        }
        return domain;
    }

    /** The domain and those that it lies within, without the top-level one. */
    static List<String> withParents(String domain) {
        List<String> all = new ArrayList<>();
        String rest = domain;
        while (rest.indexOf('.') > 0 && all.size() < MOST_LABELS) {
            all.add(rest);
            rest = rest.substring(rest.indexOf('.') + 1);
        }
        return all;
    }

    /** A list that comes with the program. */
    static Set<String> read(String list) {
        try (BufferedReader file = new BufferedReader(
                new InputStreamReader(MailDomain.class.getResourceAsStream(list), StandardCharsets.UTF_8))) {
            return file.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
