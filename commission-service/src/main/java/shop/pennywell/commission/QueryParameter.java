package shop.pennywell.commission;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;

/**
 * Reads query parameters that are more than text; null stays null. One that is wrong is a 400 that names it, where the framework, if it
 * did the reading, would answer 404.
 */
public final class QueryParameter {
    private QueryParameter() {}

    public static UUID uuid(String name, String text) {
        return read(name, text, UUID::fromString, "is not a UUID");
    }

    public static LocalDate day(String name, String text) {
        LocalDate day = read(name, text, LocalDate::parse, "is not a day such as 2026-12-31");
        if (day != null && !InOurEra.OfDay.contains(day)) {
            throw invalid(name, InOurEra.REASON);
        }
        return day;
    }

    public static Instant instant(String name, String text) {
        Instant instant = read(name, text, Instant::parse, "is not an instant such as 2026-12-31T23:00:00Z");
        if (instant != null && !InOurEra.OfInstant.contains(instant)) {
            throw invalid(name, InOurEra.REASON);
        }
        return instant;
    }

    public static <E extends Enum<E>> E of(Class<E> type, String name, String text) {
        return read(
                name,
                text,
                given -> Enum.valueOf(type, given),
                "is not one of " + Arrays.toString(type.getEnumConstants()));
    }

    private static <T> T read(String name, String text, Function<String, T> reader, String reason) {
        try {
            return text == null ? null : reader.apply(text);
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw invalid(name, reason);
        }
    }

    private static RuntimeException invalid(String name, String reason) {
        return CommonProblem.INVALID_REQUEST.problem(null).with(List.of(new FieldError("?" + name, reason)));
    }
}
