package shop.pennywell.commission;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A day or an instant of the years 2000 to 2999. What is beyond is a slip, and further than the databases reach. */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {InOurEra.OfDay.class, InOurEra.OfInstant.class})
public @interface InOurEra {
    String REASON = "must be in the years 2000 to 2999";

    String message() default REASON;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Days, as they stand in bodies and queries. */
    class OfDay implements ConstraintValidator<InOurEra, LocalDate> {
        private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
        private static final LocalDate BEYOND = LocalDate.of(3000, 1, 1);

        public static boolean contains(LocalDate day) {
            return !day.isBefore(FIRST) && day.isBefore(BEYOND);
        }

        @Override
        public boolean isValid(LocalDate day, ConstraintValidatorContext context) {
            return day == null || contains(day);
        }
    }

    /** Instants; not by their day, since there are instants of days that no calendar of ours has. */
    class OfInstant implements ConstraintValidator<InOurEra, Instant> {
        private static final Instant FIRST =
                OfDay.FIRST.atStartOfDay(ZoneOffset.UTC).toInstant();
        private static final Instant BEYOND =
                OfDay.BEYOND.atStartOfDay(ZoneOffset.UTC).toInstant();

        public static boolean contains(Instant instant) {
            return !instant.isBefore(FIRST) && instant.isBefore(BEYOND);
        }

        @Override
        public boolean isValid(Instant instant, ConstraintValidatorContext context) {
            return instant == null || contains(instant);
        }
    }
}
