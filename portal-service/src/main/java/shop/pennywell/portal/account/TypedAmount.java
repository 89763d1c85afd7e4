package shop.pennywell.portal.account;

import java.util.Currency;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shop.pennywell.defaults.money.Money;

/**
 * An amount as people type it: with a point or a comma, and with no separators between thousands. Whoever types 10,000 may mean
 * ten or ten thousand, and nobody is paid on a guess.
 */
public final class TypedAmount {

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,12})(?:([.,])([0-9]{1,4}))?");
    private static final int USUAL_DECIMALS = 2;
    private static final int EXAMPLE_MINOR = 1250;

    private TypedAmount() {}

    /** With a point; empty where it could mean something else, or nothing. */
    public static Optional<String> read(String typed, String currency) {
        Matcher amount = AMOUNT.matcher(typed.strip());
        if (!amount.matches()) {
            return Optional.empty();
        }
        if (amount.group(2) == null) {
            return Optional.of(amount.group(1));
        }
        int digits = amount.group(3).length();
        // Where a currency has three decimals, three digits behind a comma are thousands to some
        // and a fraction to others.
        boolean clear = digits <= USUAL_DECIMALS
                || (digits == decimals(currency) && amount.group(2).equals("."));
        return clear ? Optional.of(amount.group(1) + "." + amount.group(3)) : Optional.empty();
    }

    /** Why it was not read, to follow the words "The amount". */
    public static String wanted(String currency) {
        String example =
                isCurrency(currency) ? Money.of(EXAMPLE_MINOR, currency).amount() : "12.50";
        return "must be written like " + example + ", without separators between thousands";
    }

    private static int decimals(String currency) {
        return isCurrency(currency) ? Currency.getInstance(currency).getDefaultFractionDigits() : USUAL_DECIMALS;
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(currency ->
                        currency.getCurrencyCode().equals(code) && currency.getDefaultFractionDigits() >= 0);
    }
}
