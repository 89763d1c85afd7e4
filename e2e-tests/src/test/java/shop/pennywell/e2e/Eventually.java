package shop.pennywell.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Facts travel as events: what follows from them is there soon, not at once. */
final class Eventually {

    /** Generous, since two shared cores are sometimes slow: it is only ever used up by what never comes. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Eventually() {}

    /** @return the first value that is as wanted */
    static <T> T eventually(String what, Supplier<T> look, Predicate<T> wanted) {
        return eventually(what, PATIENCE, look, wanted);
    }

    /** With a patience of its own. */
    static <T> T eventually(String what, Duration patience, Supplier<T> look, Predicate<T> wanted) {
        Instant end = Instant.now().plus(patience);
        T seen = look.get();
        while (!wanted.test(seen)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(what + " did not come within " + patience + "; last seen: " + seen);
            }
            LockSupport.parkNanos(Duration.ofMillis(150).toNanos());
            seen = look.get();
        }
        return seen;
    }
}
