package shop.pennywell.commission.network;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.commission.network.api.PollWindow;

@ApplicationScoped
class NetworkCursorRepository implements PanacheRepositoryBase<NetworkCursor, UUID> {

    List<NetworkCursor> ofAccount(UUID accountId) {
        return list("accountId = ?1 order by pollWindow", accountId);
    }

    Optional<NetworkCursor> of(UUID accountId, PollWindow window) {
        return find("accountId = ?1 and pollWindow = ?2", accountId, window).firstResultOptional();
    }

    /** The window of an account that has waited longest. */
    Optional<NetworkCursor> nextDue(UUID accountId, Instant now) {
        return find("accountId = ?1 and dueAt <= ?2 order by dueAt, pollWindow", accountId, now)
                .firstResultOptional();
    }
}
