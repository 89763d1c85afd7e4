package shop.pennywell.commission.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.exception.ConstraintViolationException;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.network.api.Network;
import shop.pennywell.commission.network.api.NetworkRecord;
import shop.pennywell.commission.network.api.Networks;
import shop.pennywell.commission.network.api.PollWindow;
import shop.pennywell.commission.network.api.Terms;
import shop.pennywell.commission.partner.Partner;
import shop.pennywell.commission.partner.PartnerRepository;
import shop.pennywell.commission.partner.Vault;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;

/** Connects one of our accounts at a network, or changes how. */
@ApplicationScoped
class ConnectNetwork {
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,1000}");

    private final NetworkAccountRepository accounts;
    private final NetworkCursorRepository cursors;
    private final PartnerRepository partners;
    private final Networks networks;
    private final Vault vault;
    private final NetworksConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    ConnectNetwork(
            NetworkAccountRepository accounts,
            NetworkCursorRepository cursors,
            PartnerRepository partners,
            Networks networks,
            Vault vault,
            NetworksConfig config,
            ObjectMapper json,
            Clock clock) {
        this.accounts = accounts;
        this.cursors = cursors;
        this.partners = partners;
        this.networks = networks;
        this.vault = vault;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    NetworkAccount connect(NetworkAccountRequest said) {
        Partner partner = partners.findByIdOptional(said.partnerId())
                .orElseThrow(() -> CommissionProblem.PARTNER_UNKNOWN.problem(null));
        Network network = networks.of(said.network());
        Duration slice = network.access().longestSlice();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant since = said.since() == null ? now.minus(config.sweepBack()) : said.since();
        NetworkAccount account = new NetworkAccount(said.network(), partner.id(), since, now);
        Terms terms = new Terms(
                said.zone() == null ? network.access().usualZone() : zone(said.zone()),
                said.currency() == null ? partner.currency() : currency(said.currency()));
        account.describe(said.name().strip(), terms, said.enabled() == null || said.enabled());
        signIn(account, network, said.credentials(), terms);
        kept(account);
        // New orders are read as they are now, so changes count from now on, and the first sweep has time.
        cursors.persist(new NetworkCursor(account.id(), PollWindow.NEW, since, slice, now));
        cursors.persist(new NetworkCursor(account.id(), PollWindow.CHANGED, now, slice, now));
        cursors.persist(new NetworkCursor(account.id(), PollWindow.SWEEP, since, slice, now.plus(config.sweepEvery())));
        return account;
    }

    @Transactional
    NetworkAccount change(UUID id, NetworkAccountRequest.Change said) {
        NetworkAccount account = accounts.lock(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        Network network = networks.of(account.network());
        Terms terms = new Terms(
                said.zone() == null ? account.terms().zone() : zone(said.zone()),
                said.currency() == null ? account.terms().currency() : currency(said.currency()));
        account.describe(
                said.name() == null ? account.name() : said.name().strip(),
                terms,
                said.enabled() == null ? account.isEnabled() : said.enabled());
        if (said.credentials() == null) {
            check("/zone", () -> network.check(terms));
        } else {
            signIn(account, network, said.credentials(), terms);
            // What waits because the old ones were refused need not wait any longer.
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            cursors.ofAccount(id).stream()
                    .filter(cursor -> cursor.problem() != null)
                    .forEach(cursor -> cursor.hurry(now));
        }
        kept(account);
        return account;
    }

    /** Of two who connect the same account at the same instant, the database lets one through. */
    private void kept(NetworkAccount account) {
        if (accounts.exists(account)) {
            throw CommissionProblem.NETWORK_ACCOUNT_EXISTS.problem(null);
        }
        try {
            accounts.persistAndFlush(account);
        } catch (ConstraintViolationException violated) {
            if (violated.getKind() == ConstraintViolationException.ConstraintKind.UNIQUE) {
                throw CommissionProblem.NETWORK_ACCOUNT_EXISTS.problem(null);
            }
            throw violated;
        }
    }

    private void signIn(NetworkAccount account, Network network, Map<String, String> credentials, Terms terms) {
        Map<String, String> wanted = new TreeMap<>();
        for (String name : network.access().credentials()) {
            String value = credentials.get(name);
            if (value == null || !VISIBLE.matcher(value).matches()) {
                throw refused("/credentials/" + name, "is needed, 1 to 1000 visible characters");
            }
            wanted.put(name, value);
        }
        check("/zone", () -> network.check(terms));
        try {
            account.signInWith(
                    wanted.get(network.access().credentials().get(0)),
                    vault.seal(
                            json.writeValueAsString(wanted).getBytes(StandardCharsets.UTF_8),
                            NetworkAccount.purpose(account.id())),
                    NetworkRecord.digest(
                            network.name() + " " + wanted.get(network.access().pacedBy())));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            throw refused("/zone", "is no IANA time zone such as Europe/Berlin");
        }
    }

    private static String currency(String code) {
        try {
            return Money.zero(code).currencyCode();
        } catch (IllegalArgumentException unknown) {
            throw refused("/currency", unknown.getMessage());
        }
    }

    private static void check(String pointer, Runnable rule) {
        try {
            rule.run();
        } catch (IllegalArgumentException reason) {
            throw refused(pointer, reason.getMessage());
        }
    }

    private static RuntimeException refused(String pointer, String reason) {
        return CommissionProblem.NETWORK_ACCOUNT_INVALID.problem(reason).with(List.of(new FieldError(pointer, reason)));
    }
}
