package shop.pennywell.portal.offer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shop.pennywell.defaults.money.Money;

/** Reads prices as files write them: {@code 12.50 GBP}, {@code GBP 12.5}, {@code 1,299.00}, {@code 12,50 EUR}. */
final class Prices {

    private static final Pattern PRICE =
            Pattern.compile("(?:([A-Za-z]{3})\\s*)?([0-9][0-9.,' \\u00a0\\u202f]{0,30})\\s*([A-Za-z]{3})?");
    /** More than any article costs; a price above is a mistake. */
    private static final long MAX_MINOR = 100_000_000_000L;

    private Prices() {}

    /** @param currency of the file, for a price that names none */
    static Money read(String field, String text, String currency) throws RowRejected {
        Matcher parts = PRICE.matcher(text.strip());
        if (!parts.matches() || (parts.group(1) != null && parts.group(3) != null)) {
            throw new RowRejected("price-invalid", "%s is not a price such as 12.50 GBP.".formatted(field));
        }
        String named = parts.group(1) != null ? parts.group(1) : parts.group(3);
        String code = named == null ? currency : named.toUpperCase(java.util.Locale.ROOT);
        try {
            Money.zero(code);
        } catch (IllegalArgumentException unknown) {
            throw new RowRejected("currency-unknown", "%s has a currency that is not of ISO 4217.".formatted(field));
        }
        try {
            Money price = Money.parse(plain(parts.group(2)), code);
            if (price.isPositive() && price.minor() <= MAX_MINOR) {
                return price;
            }
        } catch (IllegalArgumentException notAnAmount) {
            throw new RowRejected("price-invalid", "%s: %s.".formatted(field, notAnAmount.getMessage()));
        }
        throw new RowRejected("price-invalid", "%s is nothing or more than anything costs.".formatted(field));
    }

    /**
     * Without thousands separators and needless zeros. The last separator is the decimal one when both kinds occur; a lone
     * comma is, unless exactly three digits follow it.
     */
    private static String plain(String number) {
        String digits = number.replaceAll("[' \\u00a0\\u202f]", "");
        int comma = digits.lastIndexOf(',');
        int point = digits.lastIndexOf('.');
        boolean decimalComma = comma >= 0
                && (point >= 0 ? comma > point : digits.indexOf(',') == comma && digits.length() - comma - 1 != 3);
        String plain = decimalComma ? digits.replace(".", "").replace(',', '.') : digits.replace(",", "");
        plain = plain.replaceFirst("^0+(?=[0-9])", "");
        return plain.contains(".") ? plain.replaceFirst("0+$", "").replaceFirst("\\.$", "") : plain;
    }
}
