package shop.pennywell.stats.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.stats.StatsProblem;

/** Whole UTC days, first and last included. */
record DayRange(LocalDate first, LocalDate last) {

    static final int MAX_DAYS = 400;

    /**
     * @param from a day, or an instant whose day is the first
     * @param to a day that is included, or an instant up to which days count: at midnight the day before is the last
     */
    static DayRange parse(String from, String to) {
        LocalDate first = day("?from", from, false);
        LocalDate last = day("?to", to, true);
        if (last.isBefore(first)) {
            throw StatsProblem.RANGE_INVALID.problem(null).with(List.of(new FieldError("?to", "is before from")));
        }
        if (ChronoUnit.DAYS.between(first, last) >= MAX_DAYS) {
            throw StatsProblem.RANGE_TOO_LONG.problem("A report covers at most " + MAX_DAYS + " days.");
        }
        return new DayRange(first, last);
    }

    private static LocalDate day(String parameter, String text, boolean end) {
        try {
            if (text == null) {
                throw new DateTimeException("missing");
            }
            LocalDate day;
            if (text.indexOf('T') < 0) {
                day = LocalDate.parse(text);
            } else {
                Instant instant = OffsetDateTime.parse(text).toInstant();
                day = LocalDate.ofInstant(end ? instant.minusNanos(1) : instant, ZoneOffset.UTC);
            }
            if (day.getYear() < 2000 || day.getYear() > 2999) {
                throw new DateTimeException("out of range");
            }
            return day;
        } catch (DateTimeException unreadable) {
            throw StatsProblem.RANGE_INVALID
                    .problem(null)
                    .with(List.of(new FieldError(parameter, "is a day such as 2026-11-24 or an instant, and needed")));
        }
    }
}
