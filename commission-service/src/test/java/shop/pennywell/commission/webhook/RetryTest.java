package shop.pennywell.commission.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RetryTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private final Retry retry = new Retry(Duration.ofSeconds(10), Duration.ofHours(12), Duration.ofDays(3));

    @Test
    void triesForAboutThreeDaysLaterAndLater() {
        for (int seed = 0; seed < 200; seed++) {
            List<Duration> waits = waits(seed);

            double full = 10;
            for (Duration wait : waits) {
                double seconds = wait.toMillis() / 1000.0;
                assertTrue(seconds <= full && seconds >= full * 0.75 - 0.001, wait + " of " + full);
                full = Math.min(full * 3, 12 * 3600);
            }
            Duration whole = waits.stream().reduce(Duration.ZERO, Duration::plus);
            assertTrue(whole.compareTo(Duration.ofDays(3)) <= 0, whole::toString);
            assertTrue(whole.compareTo(Duration.ofHours(60)) >= 0, whole::toString);
            assertTrue(waits.size() >= 13 && waits.size() <= 16, () -> waits.size() + " retries");
        }
    }

    @Test
    void doesNotComeInWaves() {
        assertNotEquals(waits(1), waits(2));
    }

    @Test
    void leavesAnEndpointAloneForAMinuteAtMost() {
        Duration first = Duration.ofSeconds(10);
        Duration longest = Duration.ofMinutes(1);

        assertEquals(Duration.ofSeconds(10), Retry.pause(1, first, longest));
        assertEquals(Duration.ofSeconds(40), Retry.pause(3, first, longest));
        assertEquals(longest, Retry.pause(4, first, longest));
        assertEquals(longest, Retry.pause(Integer.MAX_VALUE, first, longest));
    }

    private List<Duration> waits(int seed) {
        Random random = new Random(seed);
        List<Duration> waits = new ArrayList<>();
        Instant now = START;
        Optional<Instant> next = retry.next(1, now, retry.giveUpAt(START), random);
        while (next.isPresent()) {
            waits.add(Duration.between(now, next.get()));
            now = next.get();
            next = retry.next(waits.size() + 1, now, retry.giveUpAt(START), random);
        }
        return waits;
    }
}
