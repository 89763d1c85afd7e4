package shop.pennywell.commission.rate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * How many times larger a campaign makes the member's share: above 1, at most 100, with at most four decimals.
 *
 * @param tenThousandths 20000 means 2, "double"
 */
public record Factor(long tenThousandths) {
    static final long ONE = 10_000;
    private static final int DECIMALS = 4;
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,4})?");

    public Factor {
        if (tenThousandths <= ONE || tenThousandths > 100 * ONE) {
            throw new IllegalArgumentException("a factor is above 1 and at most 100");
        }
    }

    /** Reads {@code "1.5"}; anything else than such a decimal is an {@link IllegalArgumentException}. */
    @JsonCreator
    public static Factor parse(String text) {
        if (text == null || !DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("a factor is a decimal such as 2 with at most four decimals");
        }
        return new Factor(new BigDecimal(text).movePointRight(DECIMALS).longValueExact());
    }

    /** The shortest decimal form: {@code 2}, {@code 1.5}. */
    @JsonValue
    @Override
    public String toString() {
        return BigDecimal.valueOf(tenThousandths, DECIMALS).stripTrailingZeros().toPlainString();
    }
}
