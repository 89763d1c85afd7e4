package shop.pennywell.portal.token;

import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The keys that count, oldest first. One signs at a time; the next is published ahead of its turn, and one that has had its
 * turn stays published until the last token that it signed has expired.
 */
final class KeyRing {

    private final List<Key> keys;

    KeyRing(List<Key> keys) {
        this.keys = keys.stream().sorted(Comparator.comparing(Key::signsFrom)).toList();
    }

    record Key(String id, ECPublicKey publicKey, ECPrivateKey privateKey, Instant signsFrom) {}

    /** The newest key whose turn has come. */
    Optional<Key> signingAt(Instant now) {
        return keys.stream().filter(key -> !key.signsFrom().isAfter(now)).reduce((older, newer) -> newer);
    }

    Optional<Key> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    List<Key> all() {
        return keys;
    }

    boolean needsSuccessorAt(Instant now, Duration rotateAfter, Duration publishAhead) {
        return keys.isEmpty()
                || !keys.get(keys.size() - 1)
                        .signsFrom()
                        .plus(rotateAfter)
                        .minus(publishAhead)
                        .isAfter(now);
    }

    /** Keys whose successor has been signing for longer than any token lives. */
    List<Key> spentAt(Instant now, Duration longestToken) {
        return keys.stream()
                .filter(key -> successorOf(key)
                        .map(next -> next.signsFrom().plus(longestToken).isBefore(now))
                        .orElse(false))
                .toList();
    }

    private Optional<Key> successorOf(Key key) {
        int next = keys.indexOf(key) + 1;
        return next < keys.size() ? Optional.of(keys.get(next)) : Optional.empty();
    }
}
