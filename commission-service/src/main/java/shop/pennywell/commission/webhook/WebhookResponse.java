package shop.pennywell.commission.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * @param secret only in the answer to the request that made it
 * @param previousSecretUntil until when the secret before signs too
 * @param disabledFor ASKED, or GONE if the endpoint answered 410
 * @param failingSince since when every call has found it away
 */
record WebhookResponse(
        UUID id,
        String url,
        List<String> events,
        boolean enabled,
        String secret,
        Instant previousSecretUntil,
        Instant createdAt,
        Instant disabledAt,
        WebhookEndpoint.Disabled disabledFor,
        Instant failingSince) {

    static WebhookResponse of(WebhookEndpoint endpoint, Instant now) {
        return of(endpoint, null, now);
    }

    static WebhookResponse of(WebhookEndpoint endpoint, String secret, Instant now) {
        return new WebhookResponse(
                endpoint.id(),
                endpoint.url(),
                endpoint.events(),
                endpoint.isEnabled(),
                secret,
                endpoint.previousUntil(now),
                endpoint.createdAt(),
                endpoint.disabledAt(),
                endpoint.disabledFor(),
                endpoint.failingSince());
    }

    /** A test that is on its way. */
    record Sent(UUID eventId) {}

    /** @param more whether there are more, for which to ask again */
    record Replayed(int replayed, boolean more) {}
}
