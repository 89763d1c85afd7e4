package shop.pennywell.commission.rate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A percentage from 0 to 100 with at most four decimals, kept as a whole number of ten-thousandths of a percent so that
 * every computation is exact integer arithmetic.
 *
 * @param tenThousandths 125000 means 12.5 %
 */
public record Percentage(long tenThousandths) implements Comparable<Percentage> {
    private static final int DECIMALS = 4;
    /** No exponent above all: writing out {@code 1E-600000000} keeps a worker busy for good. */
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,4})?");

    public static final Percentage ZERO = new Percentage(0);

    private static final long HUNDRED_PERCENT = 1_000_000;

    public Percentage {
        if (tenThousandths < 0 || tenThousandths > HUNDRED_PERCENT) {
            throw new IllegalArgumentException("a percentage is from 0 to 100");
        }
    }

    /** Reads {@code "12.5"}; more than four decimals, a sign out of range or anything else is an {@link IllegalArgumentException}. */
    @JsonCreator
    public static Percentage parse(String text) {
        if (text == null || !DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("a percentage is a decimal from 0 to 100 with at most four decimals");
        }
        return new Percentage(new BigDecimal(text).movePointRight(DECIMALS).longValueExact());
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

    public boolean isZero() {
        return tenThousandths == 0;
    }

    /** That many times this, rounded down to a ten-thousandth of a percent, and never more than 100 %. */
    Percentage times(Factor factor) {
        return new Percentage(Math.min(HUNDRED_PERCENT, tenThousandths * factor.tenThousandths() / Factor.ONE));
    }

    /** The two together, never more than 100 %. */
    Percentage plus(Percentage points) {
        return new Percentage(Math.min(HUNDRED_PERCENT, tenThousandths + points.tenThousandths));
    }

    @Override
    public int compareTo(Percentage other) {
        return Long.compare(tenThousandths, other.tenThousandths);
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
