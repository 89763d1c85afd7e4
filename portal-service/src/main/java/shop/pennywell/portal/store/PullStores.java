package shop.pennywell.portal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import shop.pennywell.defaults.sibling.SiblingClient;

/**
 * Repairs the copy of stores, rates, campaigns and tiers from commission-service's own lists, in case an event never came. The row in
 * {@code catalogue_pulls} is the lease: whoever moves its time on does the pull, the other replicas find it not due.
 */
@ApplicationScoped
public class PullStores {

    private static final Logger LOG = Logger.getLogger(PullStores.class);
    private static final int MAX_PAGES = 10_000;

    private final SiblingClient siblings;
    private final StoreFacts facts;
    private final ShareFacts shares;
    private final EntityManager entities;
    private final ObjectMapper json;
    private final PullConfig config;
    private final Clock clock;

    PullStores(
            SiblingClient siblings,
            StoreFacts facts,
            ShareFacts shares,
            EntityManager entities,
            ObjectMapper json,
            PullConfig config,
            Clock clock) {
        this.siblings = siblings;
        this.facts = facts;
        this.shares = shares;
        this.entities = entities;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    @ConfigMapping(prefix = "pennywell.catalogue.pull")
    interface PullConfig {

        /** From one good pull to the next. */
        @WithDefault("5m")
        Duration every();

        /** From a failed pull to the next attempt; longer than a whole pull takes. */
        @WithDefault("30s")
        Duration retryAfter();
    }

    @Scheduled(
            every = "${pennywell.catalogue.pull.look-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void pullWhenDue() {
        Instant now = clock.instant();
        int taken = move("due_at = :next where name = 'stores' and due_at <= :now", now.plus(config.retryAfter()), now);
        if (taken == 1) {
            try {
                pull();
                move("due_at = :next, pulled_at = :now where name = 'stores'", now.plus(config.every()), now);
            } catch (IOException | RuntimeException away) {
                LOG.infof("stores could not be pulled, trying again later: %s", away);
            }
        }
    }

    /**
     * Reads every store, campaign and tier now, whether due or not.
     *
     * @throws IOException when commission-service cannot be reached or answers something else
     */
    public void pull() throws IOException {
        pages("/internal/stores", this::applyStore);
        pages("/internal/rate-campaigns", this::applyCampaign);
        JsonNode tiers = read("/internal/tiers");
        apply("the tiers", () -> shares.applyTiers(tiers));
    }

    private void pages(String path, Consumer<JsonNode> item) throws IOException {
        String cursor = null;
        for (int page = 0; page < MAX_PAGES; page++) {
            String query = cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
            JsonNode answer = read(path + "?limit=100" + query);
            answer.path("items").forEach(item);
            JsonNode next = answer.path("next");
            if (!next.isTextual()) {
                return;
            }
            cursor = next.asText();
        }
    }

    private JsonNode read(String path) throws IOException {
        HttpResponse<String> response = siblings.get("commission", path);
        if (response.statusCode() != 200) {
            throw new IOException("commission answered " + response.statusCode());
        }
        return json.readTree(response.body());
    }

    private void applyStore(JsonNode item) {
        apply("store " + item.path("store").path("storeId").asText(), () -> {
            facts.applyStore(item.path("store"));
            if (item.path("rates").isObject()) {
                facts.applyRates(item.path("rates"));
            }
        });
    }

    private void applyCampaign(JsonNode item) {
        apply("campaign " + item.path("campaignId").asText(), () -> shares.applyCampaign(item));
    }

    /** One that cannot be applied is no reason to leave out the others. */
    private static void apply(String what, Runnable change) {
        try {
            QuarkusTransaction.requiringNew().run(change);
        } catch (RuntimeException broken) {
            LOG.warnf(broken, "%s of the pull was not applied", what);
        }
    }

    private int move(String change, Instant next, Instant now) {
        return QuarkusTransaction.requiringNew()
                .call(() -> entities.createNativeQuery("update catalogue_pulls set " + change)
                        .setParameter("next", next)
                        .setParameter("now", now)
                        .executeUpdate());
    }
}
