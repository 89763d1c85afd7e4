package shop.pennywell.portal.token;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** This replica's view of the keys, at most a minute old; the truth is in the database. */
@ApplicationScoped
class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final RotateKeys rotation;
    private final Clock clock;
    private volatile KeyRing ring = new KeyRing(List.of());
    private volatile Instant loadedAt = Instant.EPOCH;

    SigningKeys(RotateKeys rotation, Clock clock) {
        this.rotation = rotation;
        this.clock = clock;
    }

    /** A wrong encryption key must stop the start, not the first sign-in. */
    void start(@Observes StartupEvent event) {
        reload();
    }

    KeyRing.Key signing() {
        return fresh().signingAt(clock.instant())
                .orElseThrow(() -> new IllegalStateException("no signing key whose turn has come"));
    }

    List<KeyRing.Key> published() {
        return fresh().all();
    }

    /** From memory only: safe on an I/O thread. A key is published long before it signs, so this view is new enough. */
    Optional<ECPublicKey> publicKey(String id) {
        return ring.find(id).map(KeyRing.Key::publicKey);
    }

    private KeyRing fresh() {
        if (loadedAt.plus(FRESH).isBefore(clock.instant())) {
            try {
                reload();
            } catch (RuntimeException databaseAway) {
                LOG.warnf("keys not reloaded, going on with those of %s: %s", loadedAt, databaseAway.getMessage());
            }
        }
        return ring;
    }

    private synchronized void reload() {
        if (loadedAt.plus(FRESH).isBefore(clock.instant())) {
            ring = rotation.current();
            loadedAt = clock.instant();
        }
    }
}
