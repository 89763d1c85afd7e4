package shop.pennywell.commission.webhook;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.partner.PartnerRepository;
import shop.pennywell.commission.partner.Vault;
import shop.pennywell.commission.webhook.wire.DestinationRefused;
import shop.pennywell.commission.webhook.wire.Destinations;
import shop.pennywell.commission.webhook.wire.Signature;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;

/** What a partner, or staff for it, does to its endpoints. */
@ApplicationScoped
class KeepWebhooks {
    static final int MOST_REPLAYED = 10_000;
    private static final int SECRET_BYTES = 32;

    private final WebhookEndpointRepository endpoints;
    private final DeliveryRepository deliveries;
    private final Webhooks webhooks;
    private final PartnerRepository partners;
    private final Destinations destinations;
    private final Vault vault;
    private final WebhookConfig config;
    private final Retry retry;
    private final Clock clock;

    KeepWebhooks(
            WebhookEndpointRepository endpoints,
            DeliveryRepository deliveries,
            Webhooks webhooks,
            PartnerRepository partners,
            Destinations destinations,
            Vault vault,
            WebhookConfig config,
            Clock clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.partners = partners;
        this.destinations = destinations;
        this.vault = vault;
        this.config = config;
        this.retry = Retry.of(config);
        this.clock = clock;
    }

    /** What a secret of an endpoint is sealed for. */
    static String purpose(UUID endpointId) {
        return "webhook " + endpointId;
    }

    WebhookResponse register(UUID partnerId, WebhookRequest said) {
        requireReachable(said.url());
        return inTransaction(() -> {
            // Locked, so that of two that come at once for the last place one finds it taken.
            if (partners.lock(partnerId).isEmpty()) {
                throw CommonProblem.NOT_FOUND.problem(null);
            }
            if (endpoints.count(partnerId) >= config.most()) {
                throw CommissionProblem.WEBHOOKS_FULL.problem("a partner has at most " + config.most());
            }
            UUID id = Ids.newId();
            byte[] secret = vault.random(SECRET_BYTES);
            WebhookEndpoint endpoint = new WebhookEndpoint(
                    id, partnerId, said.url(), distinct(said.events()), vault.seal(secret, purpose(id)), now());
            endpoints.persist(endpoint);
            return WebhookResponse.of(endpoint, Signature.written(secret), now());
        });
    }

    WebhookResponse change(UUID partnerId, UUID id, WebhookRequest.Change said) {
        if (said.url() != null) {
            requireReachable(said.url());
        }
        return inTransaction(() -> {
            WebhookEndpoint endpoint = locked(partnerId, id);
            if (said.url() != null) {
                endpoint.moveTo(said.url());
            }
            if (said.events() != null) {
                endpoint.hear(distinct(said.events()));
            }
            if (Boolean.FALSE.equals(said.enabled())) {
                endpoint.disable(now());
            } else if (Boolean.TRUE.equals(said.enabled())) {
                endpoint.enable();
            }
            endpoints.flush();
            if (said.url() != null || Boolean.TRUE.equals(said.enabled())) {
                endpoints.startAfresh(id, now());
                endpoints.getEntityManager().refresh(endpoint);
            }
            return WebhookResponse.of(endpoint, now());
        });
    }

    void remove(UUID partnerId, UUID id) {
        inTransaction(() -> {
            locked(partnerId, id).delete(now());
            return null;
        });
    }

    WebhookResponse rotate(UUID partnerId, UUID id, WebhookRequest.Rotation said) {
        return inTransaction(() -> {
            WebhookEndpoint endpoint = locked(partnerId, id);
            byte[] secret = vault.random(SECRET_BYTES);
            Instant now = now();
            endpoint.rotate(vault.seal(secret, purpose(id)), now.plus(Duration.ofHours(said.hours())), now);
            return WebhookResponse.of(endpoint, Signature.written(secret), now);
        });
    }

    /** In the transaction of the caller. */
    WebhookResponse.Sent test(UUID partnerId, UUID id) {
        WebhookEndpoint endpoint = existing(partnerId, id);
        if (!endpoint.isEnabled()) {
            throw CommissionProblem.WEBHOOK_DISABLED.problem(null);
        }
        return new WebhookResponse.Sent(webhooks.test(endpoint));
    }

    void replay(UUID partnerId, UUID id, UUID eventId) {
        inTransaction(() -> {
            existing(partnerId, id);
            Instant now = now();
            if (!deliveries.revive(id, eventId, now, retry.giveUpAt(now))) {
                throw deliveries.exists(id, eventId)
                        ? CommissionProblem.DELIVERY_NOT_DEAD.problem(null)
                        : CommonProblem.NOT_FOUND.problem(null);
            }
            endpoints.startAfresh(id, now);
            return null;
        });
    }

    WebhookResponse.Replayed replay(UUID partnerId, UUID id, WebhookRequest.Replay said) {
        return inTransaction(() -> {
            existing(partnerId, id);
            Instant now = now();
            int replayed = deliveries.revive(id, said.since(), MOST_REPLAYED, now, retry.giveUpAt(now));
            if (replayed > 0) {
                endpoints.startAfresh(id, now);
            }
            return new WebhookResponse.Replayed(replayed, replayed == MOST_REPLAYED);
        });
    }

    private WebhookEndpoint locked(UUID partnerId, UUID id) {
        return endpoints.lock(partnerId, id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    private WebhookEndpoint existing(UUID partnerId, UUID id) {
        return endpoints.ofPartner(partnerId, id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    /** Outside of any transaction: a name may take its time to be found. */
    private void requireReachable(String url) {
        try {
            URI read = destinations.read(url);
            destinations.resolve(read, 0);
        } catch (DestinationRefused refused) {
            throw CommissionProblem.WEBHOOK_URL_REFUSED
                    .problem(refused.getMessage())
                    .with(List.of(new FieldError("/url", refused.getMessage())));
        }
    }

    private static List<String> distinct(List<String> events) {
        return events.stream().distinct().sorted().toList();
    }

    private static <T> T inTransaction(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
