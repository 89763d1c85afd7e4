package shop.pennywell.commission.rate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/**
 * A percentage from 0 to 100 with at most four decimals, kept as a whole number of ten-thousandths of a percent so that
 * every computation is exact integer arithmetic.
 *
 * @param tenThousandths 125000 means 12.5 %
 */
public record Percentage(long tenThousandths) {
    private static final int DECIMALS = 4;
    private static final long HUNDRED_PERCENT = 1_000_000;

    public Percentage {
        if (tenThousandths < 0 || tenThousandths > HUNDRED_PERCENT) {
            throw new IllegalArgumentException("a percentage is from 0 to 100");
        }
    }

    /** Reads {@code "12.5"}; more than four decimals, a sign out of range or anything else is an {@link IllegalArgumentException}. */
    @JsonCreator
    public static Percentage parse(String text) {
        try {
            return of(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("not a percentage", notANumber);
        }
    }

    public static Percentage of(BigDecimal value) {
        if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("a percentage is from 0 to 100");
        }
        try {
            return new Percentage(
                    value.setScale(DECIMALS).movePointRight(DECIMALS).longValueExact());
        } catch (ArithmeticException tooPrecise) {
            throw new IllegalArgumentException("a percentage has at most four decimals", tooPrecise);
        }
    }

    /** This share of a non-negative amount in minor units, rounded half to even. */
    long halfEvenOf(long minor) {
        long product = Math.multiplyExact(minor, tenThousandths);
        long whole = product / HUNDRED_PERCENT;
        long twiceRest = 2 * (product % HUNDRED_PERCENT);
        boolean up = twiceRest > HUNDRED_PERCENT || (twiceRest == HUNDRED_PERCENT && (whole & 1) == 1);
        return up ? whole + 1 : whole;
    }

    /** This share of a non-negative amount in minor units, rounded down. */
    long floorOf(long minor) {
        return Math.multiplyExact(minor, tenThousandths) / HUNDRED_PERCENT;
    }

    public BigDecimal value() {
        return BigDecimal.valueOf(tenThousandths, DECIMALS);
    }

    /** The shortest decimal form: {@code 12.5}, {@code 7}, {@code 0}. */
    @JsonValue
    @Override
    public String toString() {
        return value().stripTrailingZeros().toPlainString();
    }
}
