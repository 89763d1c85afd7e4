package shop.pennywell.stats.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import shop.pennywell.stats.counter.Metric;
import shop.pennywell.stats.counter.Tally;

/** One metric over time: a point for every step of the range, empty ones too. */
record SeriesResponse(String metric, String grain, List<Point> points) {

    /**
     * @param at the start of the step
     */
    record Point(
            Instant at,

            @Schema(
                    description = "a whole number, or money for a metric of amounts",
                    oneOf = {Long.class, MoneySum.class})
            Object value) {}

    /** @param currency of a money metric; null for a count */
    static SeriesResponse of(DayRange range, Grain grain, Metric metric, String currency, Map<LocalDate, Tally> days) {
        SortedMap<LocalDate, Tally> steps = new TreeMap<>();
        LocalDate end = range.last().plusDays(1);
        for (LocalDate step = grain.start(range.first()); step.isBefore(end); step = grain.next(step)) {
            steps.put(step, Tally.NOTHING);
        }
        days.forEach((day, tally) -> steps.merge(grain.start(day), tally, Tally::plus));
        List<Point> points = new ArrayList<>();
        steps.forEach((start, tally) -> points.add(new Point(
                start.atStartOfDay(ZoneOffset.UTC).toInstant(),
                metric.isMoney()
                        ? MoneySum.of(tally.sums(metric).getOrDefault(currency, 0L), currency)
                        : tally.count(metric))));
        return new SeriesResponse(metric.wireName(), grain.name().toLowerCase(java.util.Locale.ROOT), points);
    }
}
