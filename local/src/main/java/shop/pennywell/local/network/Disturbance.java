package shop.pennywell.local.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What goes wrong, the same for the same seed and the same requests: rows in another order and some twice, throttling, failures. */
final class Disturbance {
    private final Random random;
    private volatile double rate;

    Disturbance(long seed) {
        this.random = new Random(seed);
    }

    /** What becomes of a request. */
    enum Fate {
        ANSWERED,
        THROTTLED,
        BAD_GATEWAY,
        UNAVAILABLE,
        CUT_OFF,
        GARBLED
    }

    /** @param share of the requests that fail, from 0 to 1 */
    void rate(double share) {
        this.rate = share;
    }

    synchronized Fate fate() {
        if (random.nextDouble() >= rate) {
            return Fate.ANSWERED;
        }
        List<Fate> failures = List.of(Fate.THROTTLED, Fate.BAD_GATEWAY, Fate.UNAVAILABLE, Fate.CUT_OFF, Fate.GARBLED);
        return failures.get(random.nextInt(failures.size()));
    }

    /** The rows in any order. */
    synchronized <T> List<T> shuffled(List<T> rows) {
        List<T> shuffled = new ArrayList<>(rows);
        if (rate > 0) {
            Collections.shuffle(shuffled, random);
        }
        return shuffled;
    }

    /** The rows in any order, and now and then one of them again. */
    synchronized <T> List<T> rows(List<T> rows) {
        if (rate == 0) {
            return rows;
        }
        List<T> disturbed = new ArrayList<>(rows);
        for (T row : rows) {
            if (random.nextInt(10) == 0) {
                disturbed.add(row);
            }
        }
        Collections.shuffle(disturbed, random);
        return disturbed;
    }
}
