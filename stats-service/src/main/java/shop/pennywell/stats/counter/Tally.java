package shop.pennywell.stats.counter;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import shop.pennywell.defaults.money.Money;

/**
 * Counts and sums by counter name: {@code clicks}, or {@code saleAmounts#EUR} in minor units. Tallies add up and subtract, so
 * that a fact that changes is counted by the difference. No counter that is zero is kept.
 */
public final class Tally {

    private static final char CURRENCY_MARK = '#';

    public static final Tally NOTHING = new Tally(new TreeMap<>());

    private final SortedMap<String, Long> counters;

    private Tally(SortedMap<String, Long> counters) {
        this.counters = Collections.unmodifiableSortedMap(counters);
    }

    public static Tally of(Map<String, Long> counters) {
        return NOTHING.merged(counters, 1);
    }

    public static Tally one(Metric metric) {
        return of(Map.of(metric.wireName(), 1L));
    }

    public static Tally sum(Metric metric, Money amount) {
        return of(Map.of(metric.wireName() + CURRENCY_MARK + amount.currencyCode(), amount.minor()));
    }

    public Tally plus(Tally other) {
        return merged(other.counters, 1);
    }

    public Tally minus(Tally other) {
        return merged(other.counters, -1);
    }

    public boolean isNothing() {
        return counters.isEmpty();
    }

    public SortedMap<String, Long> counters() {
        return counters;
    }

    public long count(Metric metric) {
        return counters.getOrDefault(metric.wireName(), 0L);
    }

    /** The sums of a metric, by currency code. */
    public SortedMap<String, Long> sums(Metric metric) {
        String prefix = metric.wireName() + CURRENCY_MARK;
        SortedMap<String, Long> sums = new TreeMap<>();
        counters.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                sums.put(name.substring(prefix.length()), value);
            }
        });
        return sums;
    }

    public Set<String> currencies(Metric metric) {
        return sums(metric).keySet();
    }

    private Tally merged(Map<String, Long> added, int sign) {
        SortedMap<String, Long> merged = new TreeMap<>(counters);
        added.forEach((name, value) -> merged.merge(name, Math.multiplyExact(value, sign), Math::addExact));
        merged.values().removeIf(value -> value == 0);
        return new Tally(merged);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally tally && counters.equals(tally.counters);
    }

    @Override
    public int hashCode() {
        return counters.hashCode();
    }

    @Override
    public String toString() {
        return counters.toString();
    }
}
