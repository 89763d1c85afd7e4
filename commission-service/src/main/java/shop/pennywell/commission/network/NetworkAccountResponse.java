package shop.pennywell.commission.network;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import shop.pennywell.commission.NetworkName;
import shop.pennywell.commission.network.api.PollWindow;

/**
 * An account on the wire, never with its credentials.
 *
 * @param notBefore the network is not called before, for its limits
 * @param busyUntil a replica may be calling it until then; null if none is
 * @param parked how many orders wait for staff, by code; only for a single account
 */
record NetworkAccountResponse(
        UUID id,
        NetworkName network,
        String externalId,
        UUID partnerId,
        String name,
        String zone,
        String currency,
        Instant since,
        boolean enabled,
        Instant notBefore,
        Instant busyUntil,
        Instant createdAt,
        List<Window> windows,
        Map<String, Long> parked) {

    /**
     * How far one window has been read.
     *
     * @param readUntil everything before has been read
     * @param readingFrom where the round under way is; null between rounds
     * @param attempts that failed since the last page
     * @param problem why, for machines
     * @param completedAt when the last round ended
     */
    record Window(
            PollWindow window,
            Instant readUntil,
            Instant readingFrom,
            Instant dueAt,
            int attempts,
            String problem,
            String detail,
            Instant completedAt) {
        static Window of(NetworkCursor cursor) {
            return new Window(
                    cursor.window(),
                    cursor.readUntil(),
                    cursor.sliceFrom(),
                    cursor.dueAt(),
                    cursor.attempts(),
                    cursor.problem(),
                    cursor.detail(),
                    cursor.completedAt());
        }
    }

    static NetworkAccountResponse of(NetworkAccount account) {
        return of(account, null, null);
    }

    static NetworkAccountResponse of(NetworkAccount account, List<NetworkCursor> cursors, Map<String, Long> parked) {
        return new NetworkAccountResponse(
                account.id(),
                account.network(),
                account.externalId(),
                account.partnerId(),
                account.name(),
                account.terms().zone().getId(),
                account.terms().currency(),
                account.since(),
                account.isEnabled(),
                account.notBefore(),
                account.leasedUntil(),
                account.createdAt(),
                cursors == null ? null : cursors.stream().map(Window::of).toList(),
                parked);
    }
}
