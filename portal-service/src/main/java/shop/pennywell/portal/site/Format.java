package shop.pennywell.portal.site;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import shop.pennywell.defaults.money.Money;

/** Writes amounts, dates and numbers the way the viewer is used to; every template has it as {@code inject:format}. */
@Named("format")
@RequestScoped
public class Format {

    private final Viewer viewer;

    Format(Viewer viewer) {
        this.viewer = viewer;
    }

    /** {@code £12.50}, {@code 12,50 €}, {@code US$12.50}: as the viewer's locale writes that currency. */
    public String money(Money amount) {
        NumberFormat format = NumberFormat.getCurrencyInstance(regional());
        format.setCurrency(amount.currency());
        int digits = Math.max(0, amount.currency().getDefaultFractionDigits());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(new BigDecimal(amount.amount()));
    }

    public String number(long count) {
        return NumberFormat.getIntegerInstance(regional()).format(count);
    }

    /** {@code 4.5%}: a percentage given as {@code 4.5}. */
    public String percent(BigDecimal percent) {
        NumberFormat format = NumberFormat.getPercentInstance(regional());
        format.setMaximumFractionDigits(2);
        return format.format(percent.movePointLeft(2));
    }

    public String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(regional())
                .format(day);
    }

    /** The UTC day of an instant. */
    public String date(Instant at) {
        return date(at.atZone(ZoneOffset.UTC).toLocalDate());
    }

    /** Pages are in English, so words inside dates are too; the region decides order and separators. */
    private Locale regional() {
        Locale locale = viewer.locale();
        if (!locale.getLanguage().equals("en")) {
            return new Locale.Builder()
                    .setLanguage("en")
                    .setRegion(locale.getCountry())
                    .build();
        }
        return locale.getCountry().isEmpty() ? Locale.UK : locale;
    }
}
