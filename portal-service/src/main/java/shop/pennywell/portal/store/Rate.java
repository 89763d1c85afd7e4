package shop.pennywell.portal.store;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import shop.pennywell.defaults.money.Money;

/** Our copy of what a store pays for one commission group. What a member gets of it is for SQL to say: {@code member_terms}. */
@Entity
@Table(name = "rates")
@SuppressWarnings("UnusedVariable") // read by SQL only
class Rate {

    @Id
    private UUID id;

    private UUID storeId;
    private String commissionGroup;
    private String name;
    private String market;

    @Enumerated(EnumType.STRING)
    private MemberRate.Type type;

    private BigDecimal percent;
    private Long fixedMinor;
    private String currency;
    private BigDecimal memberSharePercent;
    private Long capMinor;
    private Long minimumOrderMinor;
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
        rate.capMinor = minor(entry.capPerOrder());
        rate.minimumOrderMinor = minor(entry.minimumOrder());
        rate.validFrom = entry.validFrom();
        rate.validTo = entry.validTo();
        Money fixed = null;
        if (entry.type() == MemberRate.Type.PERCENT) {
            rate.percent = entry.value();
        } else {
            fixed = Money.parse(entry.value().toPlainString(), entry.currency());
            rate.fixedMinor = fixed.minor();
        }
        rate.currency = Stream.of(fixed, entry.capPerOrder(), entry.minimumOrder())
                .filter(Objects::nonNull)
                .map(Money::currencyCode)
                .reduce(Rate::oneCurrency)
                .orElse(null);
        return rate;
    }

    private static String oneCurrency(String one, String other) {
        if (!one.equals(other)) {
            throw new IllegalArgumentException("a rate has its amounts in one currency");
        }
        return one;
    }

    private static Long minor(Money amount) {
        return amount == null ? null : amount.minor();
    }
}
