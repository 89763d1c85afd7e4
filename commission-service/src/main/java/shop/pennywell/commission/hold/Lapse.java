package shop.pennywell.commission.hold;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long after the click a store's orders are made, as counts per step of the logarithm: a step is about a fifth longer than the one before,
 * so that some 95 counters hold 90 days. An order's place among them needs no assumption of how they are spread, one wild value moves
 * nothing, and it costs the same however many orders there are.
 */
final class Lapse {
    private static final double STEPS_PER_DOUBLING = 4;
    private static final int LONGEST = 120;

    private final TreeMap<Integer, Long> orders;
    private final long total;

    Lapse(Map<Integer, Long> orders) {
        this.orders = new TreeMap<>(orders);
        this.total = orders.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The step of this lapse; one below nothing, by a clock that is behind, is the first. */
    static int step(Duration lapse) {
        double seconds = Math.max(0, lapse.toMillis() / 1000.0);
        return (int) Math.min(LONGEST, STEPS_PER_DOUBLING * Math.log(1 + seconds) / Math.log(2));
    }

    long total() {
        return total;
    }

    /** The share of the orders that were as fast or faster, to the step. */
    double asFast(Duration lapse) {
        return share(orders.headMap(step(lapse), true));
    }

    /** The share of the orders that were as slow or slower, to the step. */
    double asSlow(Duration lapse) {
        return share(orders.tailMap(step(lapse), true));
    }

    private double share(Map<Integer, Long> part) {
        return total == 0
                ? 0
                : part.values().stream().mapToLong(Long::longValue).sum() / (double) total;
    }
}
