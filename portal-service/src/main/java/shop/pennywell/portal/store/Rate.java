package shop.pennywell.portal.store;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;
import shop.pennywell.defaults.money.Money;

/** What a store pays for one commission group, and what of it is the member's. */
@Entity
@Table(name = "rates")
@SuppressWarnings("UnusedVariable") // the store's side of a rate is read by SQL only
public class Rate {

    /** The better for a member the larger: percentages before amounts, which only an order value could compare. */
    static final Comparator<Rate> BY_WORTH = Comparator.comparing(
                    (Rate rate) -> rate.memberPercent, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(rate -> rate.memberFixedMinor, Comparator.nullsFirst(Comparator.naturalOrder()));

    /**
     * Of the rates that match in one commission group the greatest is the one that counts: as commission-service decides it when
     * it freezes the terms of a click. A rate for the member's market comes before one for every market, then the later start,
     * then the later made.
     */
    private static final Comparator<Rate> PRECEDENCE = Comparator.comparing((Rate rate) -> rate.market != null)
            .thenComparing(rate -> rate.validFrom)
            .thenComparing(rate -> rate.id);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Percent of the order value, or an amount per order. */
    public enum Type {
        PERCENT,
        FIXED
    }

    @Id
    private UUID id;

    private UUID storeId;
    private String commissionGroup;
    private String name;
    private String market;

    @Enumerated(EnumType.STRING)
    private Type type;

    private BigDecimal percent;
    private Long fixedMinor;
    private String currency;
    private BigDecimal memberSharePercent;
    private BigDecimal memberPercent;
    private Long memberFixedMinor;
    private Instant validFrom;
    private Instant validTo;

    protected Rate() {}

    static Rate of(UUID storeId, RateChanged.Entry entry) {
        Rate rate = new Rate();
        rate.id = entry.rateId();
        rate.storeId = storeId;
        rate.commissionGroup = entry.group();
        rate.name = entry.name();
        rate.market = entry.market();
        rate.type = entry.type();
        rate.memberSharePercent = entry.memberSharePercent();
        rate.validFrom = entry.validFrom();
        rate.validTo = entry.validTo();
        if (entry.type() == Type.PERCENT) {
            rate.percent = entry.value();
            rate.memberPercent = memberPercent(entry.value(), entry.memberSharePercent());
        } else {
            Money fixed = Money.parse(entry.value().toPlainString(), entry.currency());
            rate.currency = fixed.currencyCode();
            rate.fixedMinor = fixed.minor();
            rate.memberFixedMinor =
                    memberFixed(fixed, entry.memberSharePercent()).minor();
        }
        return rate;
    }

    /**
     * The rates that an order from that market would be paid by, one for each commission group; without a market one for each
     * group in each market.
     *
     * @param rates valid now; with a market, only those for it and for every market
     */
    static List<Rate> counting(Collection<Rate> rates, String market) {
        Map<List<String>, Rate> counting = new HashMap<>();
        for (Rate rate : rates) {
            List<String> place = Arrays.asList(rate.commissionGroup, market == null ? rate.market : market);
            counting.merge(place, rate, BinaryOperator.maxBy(PRECEDENCE));
        }
        return List.copyOf(counting.values());
    }

    /** The member's share of a percentage, in percent with at most two decimals, never more than is due. */
    static BigDecimal memberPercent(BigDecimal percent, BigDecimal sharePercent) {
        return percent.multiply(sharePercent).divide(HUNDRED, 2, RoundingMode.DOWN);
    }

    /** The member's share of an amount, rounded down to the currency's minor unit. */
    static Money memberFixed(Money fixed, BigDecimal sharePercent) {
        BigDecimal minor =
                BigDecimal.valueOf(fixed.minor()).multiply(sharePercent).divide(HUNDRED, 0, RoundingMode.DOWN);
        return new Money(minor.longValueExact(), fixed.currency());
    }

    UUID storeId() {
        return storeId;
    }

    public String group() {
        return commissionGroup;
    }

    /** What to call the group: the store's own name for it, or one made of the group. */
    public String label() {
        if (name != null) {
            return name;
        }
        if (commissionGroup.equals("DEFAULT")) {
            return "Everything else";
        }
        String words = commissionGroup.replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    public String market() {
        return market;
    }

    public Type type() {
        return type;
    }

    /** Of a PERCENT rate: what the member gets, in percent. */
    public BigDecimal memberPercent() {
        return memberPercent;
    }

    /** Of a FIXED rate: what the member gets per order. */
    public Money memberFixed() {
        return memberFixedMinor == null ? null : Money.of(memberFixedMinor, currency);
    }

    public Instant validTo() {
        return validTo;
    }
}
