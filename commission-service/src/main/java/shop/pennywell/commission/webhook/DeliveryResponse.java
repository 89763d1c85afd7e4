package shop.pennywell.commission.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * What became of one thing to tell one endpoint.
 *
 * @param at when it occurred
 * @param nextAttemptAt while it is pending
 * @param lastStatus of the last answer, if there was one
 * @param lastError why the last attempt failed
 * @param endedAt when it was delivered or given up
 */
record DeliveryResponse(
        UUID eventId,
        String type,
        Instant at,
        Status status,
        int attempts,
        Instant nextAttemptAt,
        Instant lastAttemptAt,
        Integer lastStatus,
        String lastError,
        Instant endedAt) {

    enum Status {
        PENDING,
        DELIVERED,
        DEAD
    }
}
