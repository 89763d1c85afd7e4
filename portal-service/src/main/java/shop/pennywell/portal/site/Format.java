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
import java.util.Optional;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.portal.store.Rate;
import shop.pennywell.portal.store.StoreOffer;
import shop.pennywell.portal.viewer.Viewer;

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

    /** {@code 4.5%} or {@code £2.50}: what a member gets by that rate. */
    public String rate(Rate rate) {
        return rate.type() == Rate.Type.PERCENT ? percent(rate.memberPercent()) : money(rate.memberFixed());
    }

    /**
     * {@code 4.5% cashback}, {@code Up to 4.5% cashback} with several rates, {@code Up to 4.5% or £20.00} where some are
     * amounts, which no order value makes comparable, {@code No cashback today} without any.
     */
    public String best(StoreOffer offer) {
        if (offer.best().isEmpty()) {
            return "No cashback today";
        }
        String best = rate(offer.best().get());
        boolean percent = offer.best().get().type() == Rate.Type.PERCENT;
        Optional<Rate> amount = offer.rates().stream()
                .filter(rate -> percent && rate.type() == Rate.Type.FIXED)
                .findFirst();
        String text = amount.map(rate -> best + " or " + rate(rate)).orElse(best + " cashback");
        return offer.rates().size() > 1 ? "Up to " + text : text;
    }

    /** An amount for an example, in the currency that the viewer pays in. */
    public String example(int minor) {
        return money(Money.of(minor, viewer.currency()));
    }

    /** The last day on which something is valid that ends, exclusively, at that instant. */
    public String lastDay(Instant end) {
        return date(end.minusNanos(1));
    }

    /** {@code Germany} for {@code DE}. */
    public String country(String code) {
        return new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.ENGLISH);
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
