package shop.pennywell.defaults.money;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/**
 * An amount in minor units of one ISO 4217 currency; on the wire {@code {"amount":"12.50","currency":"EUR"}}, with exactly
 * the currency's own number of decimals going out and at most that many coming in.
 *
 * <p>This is a rule of the wire format, not of the domain, which is why it lives among the technical defaults.
 *
 * @param minor amount in minor units (cents, pence, yen), from −10^15 to 10^15
 * @param currency a currency that has minor units (not XXX, gold and the like)
 */
@JsonSerialize(using = MoneyJson.Writer.class)
@JsonDeserialize(using = MoneyJson.Reader.class)
@Schema(
        type = SchemaType.OBJECT,
        requiredProperties = {"amount", "currency"},
        properties = {
            @SchemaProperty(name = "amount", type = SchemaType.STRING, examples = "12.50"),
            @SchemaProperty(name = "currency", type = SchemaType.STRING, examples = "EUR")
        })
public record Money(long minor, Currency currency) implements Comparable<Money> {

    /** Ten times the yearly turnover of the largest retailers, and far from overflow when thousands are added up. */
    public static final long LIMIT = 1_000_000_000_000_000L;

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,15})(\\.[0-9]{1,4})?");

    public Money {
        Objects.requireNonNull(currency, "currency");
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException(currency + " is not a currency that amounts are paid in");
        }
        if (minor > LIMIT || minor < -LIMIT) {
            throw new IllegalArgumentException("the amount is out of range");
        }
    }

    /** @throws IllegalArgumentException when the currency is unknown or the amount out of range */
    public static Money of(long minor, String currency) {
        return new Money(minor, currency(currency));
    }

    public static Money zero(String currency) {
        return of(0, currency);
    }

    /**
     * Reads a plain decimal such as {@code 12.5} or {@code -3}; no exponent, no sign but minus, no leading zeros.
     *
     * @throws IllegalArgumentException with a reason fit for the caller's eyes
     */
    public static Money parse(String amount, String currency) {
        Currency known = currency(currency);
        if (amount == null || !DECIMAL.matcher(amount).matches()) {
            throw new IllegalArgumentException("the amount is not a decimal number such as 12.50");
        }
        int digits = Math.max(0, known.getDefaultFractionDigits());
        BigDecimal value = new BigDecimal(amount);
        if (value.stripTrailingZeros().scale() > digits) {
            throw new IllegalArgumentException(known + " has " + digits + " decimals, the amount has more");
        }
        BigDecimal minor = value.movePointRight(digits);
        if (minor.abs().compareTo(BigDecimal.valueOf(LIMIT)) > 0) {
            throw new IllegalArgumentException("the amount is out of range");
        }
        return new Money(minor.longValueExact(), known);
    }

    /** The amount as a decimal string with the currency's own number of decimals. */
    public String amount() {
        return BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
    }

    /** The three letters of ISO 4217. */
    public String currencyCode() {
        return currency.getCurrencyCode();
    }

    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(Math.addExact(minor, other.minor), currency);
    }

    public Money minus(Money other) {
        return plus(other.negated());
    }

    public Money negated() {
        return new Money(-minor, currency);
    }

    public boolean isZero() {
        return minor == 0;
    }

    public boolean isPositive() {
        return minor > 0;
    }

    public boolean isNegative() {
        return minor < 0;
    }

    /** @throws IllegalArgumentException when the currencies differ: such amounts have no order */
    @Override
    public int compareTo(Money other) {
        requireSameCurrency(other);
        return Long.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return amount() + " " + currency;
    }

    private void requireSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " and " + other.currency + " don't mix");
        }
    }

    private static Currency currency(String code) {
        if (code == null) {
            throw new IllegalArgumentException("the currency is missing");
        }
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("the currency is not an ISO 4217 code", unknown);
        }
    }
}
