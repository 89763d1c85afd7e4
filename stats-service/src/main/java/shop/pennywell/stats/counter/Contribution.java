package shop.pennywell.stats.counter;

import java.time.LocalDate;

/**
 * What one fact adds to the counters of one day.
 *
 * @param storeId the store whose own counters get it too, besides those of the whole platform; null for none
 */
public record Contribution(LocalDate day, String storeId, Tally tally) {

    public Contribution negated() {
        return new Contribution(day, storeId, Tally.NOTHING.minus(tally));
    }
}
