package shop.pennywell.portal.site;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.portal.store.MemberRate;
import shop.pennywell.portal.store.StoreOffer;
import shop.pennywell.portal.viewer.Viewer;

import static java.util.stream.Collectors.joining;

/** Writes amounts, dates and numbers the way the viewer is used to; every template has it as {@code inject:format}. */
@Named("format")
@RequestScoped
public class Format {

    private final Viewer viewer;
    private final Clock clock;

    Format(Viewer viewer, Clock clock) {
        this.viewer = viewer;
        this.clock = clock;
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
    public String rate(MemberRate rate) {
        return rate.fixed() == null ? percent(rate.percent()) : money(rate.fixed());
    }

    /** What it would be without campaign and tier. */
    public String base(MemberRate rate) {
        return rate.baseFixed() == null ? percent(rate.basePercent()) : money(rate.baseFixed());
    }

    /** {@code up to £12.00 an order, for orders from £50.00}; empty for cashback without limits, which are null. */
    public String limits(Money cap, Money minimumOrder) {
        return Stream.of(
                        cap == null ? null : "up to " + money(cap) + " an order",
                        minimumOrder == null ? null : "for orders from " + money(minimumOrder))
                .filter(Objects::nonNull)
                .collect(joining(", "));
    }

    /**
     * {@code until Sunday} for what ends within a week, else {@code until 29 Nov 2026}: the last day on which something is valid that ends,
     * exclusively, at that instant; with the time where it ends within a day, {@code until Sunday, 18:00 UTC}.
     */
    public String until(Instant end) {
        ZonedDateTime last = end.atZone(ZoneOffset.UTC);
        boolean atMidnight = last.toLocalTime().equals(LocalTime.MIDNIGHT);
        LocalDate day = atMidnight ? last.toLocalDate().minusDays(1) : last.toLocalDate();
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), day);
        String name = days == 0
                ? "today"
                : days < 7 ? day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH) : date(day);
        if (atMidnight) {
            return days == 0 ? "until midnight UTC" : "until " + name;
        }
        return "until " + name + ", "
                + DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(last) + " UTC";
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
        boolean percent = offer.best().get().type() == MemberRate.Type.PERCENT;
        Optional<MemberRate> amount = offer.rates().stream()
                .filter(rate -> percent && rate.type() == MemberRate.Type.FIXED)
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
