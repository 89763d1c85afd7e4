package shop.pennywell.gateway.route;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import static shop.pennywell.gateway.route.Service.COMMISSION;
import static shop.pennywell.gateway.route.Service.MAILING;
import static shop.pennywell.gateway.route.Service.PAYMENTS;
import static shop.pennywell.gateway.route.Service.PORTAL;
import static shop.pennywell.gateway.route.Service.STATS;

/**
 * The route table. It is code and not configuration because it is part of the public contract: the same everywhere, and tested.
 *
 * <p>Paths must come from {@link RequestTarget}, and what is forwarded must be the very path that was routed; otherwise gateway
 * and service could read one request in two ways.
 */
public final class Routes {

    /** Talk between services, and each service's own management: nobody reaches them from outside. */
    private static final List<String> NEVER = List.of("/internal", "/events", "/q");

    private static final Map<String, Service> PREFIXES = prefixes();

    private static final long KB = 1024;
    private static final long MB = 1024 * KB;
    private static final long DEFAULT_BODY = 2 * MB;
    private static final long PARTNER_FILE = 1024 * MB;
    private static final long FEED = 200 * MB;
    private static final long BANK_FILE = 10 * MB;
    /** A receipt of 10 MB, and what a form adds to it. */
    private static final long RECEIPT = 11 * MB;

    private static final Pattern FEED_CONTENT = Pattern.compile("/api/v1/admin/feeds/[^/]+/content");
    private static final Pattern CLAIM_RECEIPT = Pattern.compile("(/api/v1/me|/account)/claims/[^/]+/receipt");

    /**
     * What the services mark {@code @Idempotent}. Everything else ignores the header, above all what hands out a secret (a
     * credential, a session) or uses up a token: sent twice it would be done twice.
     */
    private static final Pattern KEYED = Pattern.compile("/api/v1/(?:"
            + String.join(
                    "|",
                    List.of(
                            "members",
                            "me/payouts",
                            "me/claims",
                            "me/claims/[^/]+/(?:answer|withdrawal)",
                            "partner/(?:orders|validations|webhooks/[^/]+/test-events)",
                            "admin/partners/[^/]+/webhooks/[^/]+/test-events",
                            "admin/(?:feeds|partners|rate-campaigns|referral-programmes|stores|statements|suppressions)",
                            "partner/claims/[^/]+/answer",
                            "admin/claims/[^/]+/(?:forwarding|question|decision)",
                            "admin/holds/[^/]+/(?:release|decline)",
                            "admin/messages/[^/]+/retry",
                            "admin/payouts/batches",
                            "admin/statements/[^/]+/payments",
                            "admin/transactions/[^/]+/(?:reinstatement|clawback)"))
            + ")");

    private Routes() {}

    /** The route of a normalised path; empty where nothing may be reached. */
    public static Optional<Route> find(String path) {
        if (NEVER.stream().anyMatch(prefix -> within(path, prefix))) {
            return Optional.empty();
        }
        var service = PREFIXES.entrySet().stream()
                .filter(e -> within(path, e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(PORTAL);
        return Optional.of(withLimits(service, path));
    }

    /** Whether the path is the prefix itself or lies below it: {@code /internals} is not within {@code /internal}. */
    public static boolean within(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    private static Route withLimits(Service service, String path) {
        if (within(path, "/api/v1/partner/files")) {
            return new Route(service, PARTNER_FILE, true, false);
        }
        if (FEED_CONTENT.matcher(path).matches()) {
            return new Route(service, FEED, true, false);
        }
        if (within(path, "/api/v1/admin/bank-files")) {
            return new Route(service, BANK_FILE, true, false);
        }
        if (CLAIM_RECEIPT.matcher(path).matches()) {
            return new Route(service, RECEIPT, true, false);
        }
        return new Route(service, DEFAULT_BODY, false, KEYED.matcher(path).matches());
    }

    private static Map<String, Service> prefixes() {
        Map<String, Service> table = new LinkedHashMap<>();
        for (var service : Service.values()) {
            table.put("/api/v1/admin/" + service.label() + "/events", service);
        }
        for (var path : List.of(
                "/go", "/s2s", "/api/v1/partner", "/api/v1/me/clicks", "/api/v1/me/claims", "/api/v1/me/referrals")) {
            table.put(path, COMMISSION);
        }
        for (var part : List.of(
                "partners",
                "stores",
                "transactions",
                "claims",
                "statements",
                "clicks",
                "networks",
                "rate-campaigns",
                "referral-programmes",
                "referrals",
                "tiers",
                "holds",
                "disposable-mail-domains")) {
            table.put("/api/v1/admin/" + part, COMMISSION);
        }
        for (var part : List.of("cashback", "wallet", "payout-account", "payouts")) {
            table.put("/api/v1/me/" + part, PAYMENTS);
        }
        table.put("/api/v1/me/messages", MAILING);
        for (var part : List.of("payouts", "bank-files", "ledger", "exchange-rates")) {
            table.put("/api/v1/admin/" + part, PAYMENTS);
        }
        for (var part : List.of("templates", "messages", "campaigns", "suppressions")) {
            table.put("/api/v1/admin/" + part, MAILING);
        }
        table.put("/api/v1/admin/stats", STATS);
        return table;
    }
}
