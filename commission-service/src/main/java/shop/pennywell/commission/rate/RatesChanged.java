package shop.pennywell.commission.rate;

import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.store.Store;

/** The data of {@code rate.changed}: all rates of a store as they are now. */
record RatesChanged(UUID storeId, String slug, long revision, List<RateResponse> rates) {
    static final String TYPE = "rate.changed";

    static RatesChanged of(Store store, List<Rate> current) {
        return new RatesChanged(
                store.id(),
                store.slug(),
                store.ratesRevision(),
                current.stream()
                        .map(rate -> RateResponse.of(rate, store.currency()))
                        .toList());
    }
}
