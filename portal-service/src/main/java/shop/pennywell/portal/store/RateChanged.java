package shop.pennywell.portal.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What this service reads of commission-service's {@code rate.changed}: the whole set of a store's rates. */
record RateChanged(UUID storeId, long revision, List<Entry> rates) {

    static final String TYPE = "rate.changed";

    /**
     * @param value what the store pays us: percent of the order value, or an amount in {@code currency}
     * @param market ISO 3166-1 alpha-2; null: every market of the store
     * @param validTo exclusive; null: until further notice
     */
    record Entry(
            UUID rateId,
            String group,
            String name,
            String market,
            Rate.Type type,
            BigDecimal value,
            String currency,
            BigDecimal memberSharePercent,
            Instant validFrom,
            Instant validTo) {}
}
