package shop.pennywell.commission.partner;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

@ApplicationScoped
class CredentialRepository implements PanacheRepositoryBase<Credential, UUID> {
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private static final Pattern CLIENT_ID = Pattern.compile("[\\x21-\\x7e]{1,100}");

    /** Empty, too, for what could not even be an id (RFC 6749, A.1) and perhaps not be asked for. */
    Optional<Credential> ofClient(String clientId) {
        return CLIENT_ID.matcher(clientId).matches()
                ? find("clientId", clientId).firstResultOptional()
                : Optional.empty();
    }

    Optional<Credential> ofPostback(String postbackKey) {
        return find("postbackKey = ?1 and revokedAt is null", postbackKey).firstResultOptional();
    }

    /** To the minute, so that a busy address does not write its row with every call. */
    void postbackUsed(String postbackKey, Instant now) {
        update(
                "postbackUsedAt = ?1 where postbackKey = ?2 and (postbackUsedAt is null or postbackUsedAt < ?3)",
                now,
                postbackKey,
                now.minus(NOTED_EVERY));
    }

    List<Credential> ofPartner(UUID partnerId, UUID cursor, int limit) {
        UUID after = cursor == null ? new UUID(0, 0) : cursor;
        return find("partnerId = ?1 and id > ?2 order by id", partnerId, after)
                .page(0, limit)
                .list();
    }

    boolean usable(String clientId) {
        return count("clientId = ?1 and revokedAt is null", clientId) == 1;
    }
}
