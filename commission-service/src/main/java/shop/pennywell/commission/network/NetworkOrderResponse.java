package shop.pennywell.commission.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.network.api.Wire;

/**
 * An order as a network tells it, on the wire.
 *
 * @param rawStatus the network's words
 * @param code why it is parked, for machines
 * @param dueAt when it is tried next; null if nothing is to be done
 * @param records what the network said, word for word, newest first; only for a single order
 */
record NetworkOrderResponse(
        UUID id,
        UUID accountId,
        String orderKey,
        NetworkOrder.State state,
        String code,
        String detail,
        String programmeId,
        String clickId,
        String orderReference,
        String rawStatus,
        String rawReason,
        UUID transactionId,
        Instant firstSeenAt,
        Instant changedAt,
        Instant dueAt,
        List<Said> records) {

    record Said(String recordId, int revision, String window, Instant receivedAt, JsonNode payload) {}

    static NetworkOrderResponse of(NetworkOrder order) {
        return of(order, null);
    }

    static NetworkOrderResponse of(NetworkOrder order, List<NetworkOrderRepository.Said> history) {
        return new NetworkOrderResponse(
                order.id(),
                order.accountId(),
                order.orderKey(),
                order.state(),
                order.code(),
                order.detail(),
                order.programmeId(),
                order.clickId(),
                order.orderReference(),
                order.rawStatus(),
                order.rawReason(),
                order.transactionId(),
                order.firstSeenAt(),
                order.changedAt(),
                order.dueAt(),
                history == null
                        ? null
                        : history.stream()
                                .map(said -> new Said(
                                        said.recordId(),
                                        said.revision(),
                                        said.window(),
                                        said.receivedAt(),
                                        Wire.read(said.payload())))
                                .toList());
    }
}
