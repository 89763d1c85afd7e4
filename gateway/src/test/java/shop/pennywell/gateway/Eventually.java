package shop.pennywell.gateway;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what comes true soon, and fails if it does not. */
final class Eventually {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private Eventually() {}

    static void holds(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come true in twenty seconds");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
