package shop.pennywell.portal.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Loads the stored keys, after making the next one when its time has come and destroying those that are spent. */
@ApplicationScoped
class RotateKeys {

    /** More than any verifier's clock is wrong. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final SigningKeyRepository keys;
    private final KeyCipher cipher;
    private final TokenConfig config;
    private final Clock clock;

    RotateKeys(SigningKeyRepository keys, KeyCipher cipher, TokenConfig config, Clock clock) {
        this.keys = keys;
        this.cipher = cipher;
        this.config = config;
        this.clock = clock;
    }

    @Transactional
    KeyRing current() {
        Instant now = clock.instant();
        KeyRing ring = load();
        if (!needsWork(ring, now)) {
            return ring;
        }
        // Replicas that start together all come here: one goes on, the others wait and find the work done.
        keys.lock();
        ring = load();
        if (ring.needsSuccessorAt(now, config.rotateAfter(), config.publishAhead())) {
            Instant signsFrom = ring.all().isEmpty() ? now : now.plus(config.publishAhead());
            keys.persist(SigningKey.generate(cipher, now, signsFrom));
        }
        for (KeyRing.Key spent : ring.spentAt(now, longestToken())) {
            keys.deleteById(spent.id());
        }
        return load();
    }

    private boolean needsWork(KeyRing ring, Instant now) {
        return ring.needsSuccessorAt(now, config.rotateAfter(), config.publishAhead())
                || !ring.spentAt(now, longestToken()).isEmpty();
    }

    private Duration longestToken() {
        Duration access = config.accessLifetime();
        Duration service = config.serviceLifetime();
        return (access.compareTo(service) > 0 ? access : service).plus(CLOCK_SKEW);
    }

    private KeyRing load() {
        return new KeyRing(keys.all().stream().map(key -> key.open(cipher)).toList());
    }
}
