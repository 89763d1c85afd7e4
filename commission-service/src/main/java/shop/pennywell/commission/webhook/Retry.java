package shop.pennywell.commission.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When what failed is tried again: after a time that triples with each attempt up to the longest, less up to a quarter at random so that
 * retries do not come in waves, until it has been tried for days.
 */
record Retry(Duration first, Duration longest, Duration giveUpAfter) {
    private static final int FACTOR = 3;

    static Retry of(WebhookConfig config) {
        return new Retry(config.firstRetryAfter(), config.longestRetryAfter(), config.giveUpAfter());
    }

    Instant giveUpAt(Instant firstDue) {
        return firstDue.plus(giveUpAfter);
    }

    /**
     * @param attempts failed so far, 1 at least
     * @return empty when it is given up
     */
    Optional<Instant> next(int attempts, Instant now, Instant giveUpAt, RandomGenerator random) {
        long full = first.toMillis();
        for (int i = 1; i < attempts && full < longest.toMillis(); i++) {
            full *= FACTOR;
        }
        full = Math.min(full, longest.toMillis());
        Instant next = now.plusMillis(full - random.nextLong(full / 4 + 1));
        return next.isAfter(giveUpAt) ? Optional.empty() : Optional.of(next);
    }

    /** How long an endpoint is left alone after so many calls in a row found it away: doubling, so that it is soon back in. */
    static Duration pause(int failures, Duration first, Duration longest) {
        long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures - 1, 20));
        return Duration.ofMillis(full);
    }
}
