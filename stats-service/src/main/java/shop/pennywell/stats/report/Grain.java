package shop.pennywell.stats.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.stats.StatsProblem;

/** How wide the steps of a series are. */
enum Grain {
    DAY,
    /** From Monday (ISO 8601). */
    WEEK,
    MONTH;

    static Grain named(String name) {
        return Arrays.stream(values())
                .filter(grain -> grain.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> StatsProblem.GRAIN_UNKNOWN
                        .problem(null)
                        .with(List.of(new FieldError("?grain", "is day, week or month"))));
    }

    /** The first day of the step that a day lies in. */
    LocalDate start(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    LocalDate next(LocalDate start) {
        return switch (this) {
            case DAY -> start.plusDays(1);
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
        };
    }
}
