package shop.pennywell.portal.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** What this service reads of commission-service's {@code rate.changed}: the whole set of a store's rates. */
record RateChanged(UUID storeId, long revision, List<Entry> rates) {

    static final String TYPE = "rate.changed";

    /**
     * @param value what the store pays us: percent of the order value, or an amount in {@code currency}
     * @param market ISO 3166-1 alpha-2; null: every market of the store
     * @param capPerOrder the most that the store pays for the group of one order; null for no limit
     * @param minimumOrder what the whole order must come to; null for nothing
     * @param validTo exclusive; null: until further notice
     */
    record Entry(
            UUID rateId,
            String group,
            String name,
            String market,
            MemberRate.Type type,
            BigDecimal value,
            String currency,
            BigDecimal memberSharePercent,
            Money capPerOrder,
            Money minimumOrder,
            Instant validFrom,
            Instant validTo) {}
}
