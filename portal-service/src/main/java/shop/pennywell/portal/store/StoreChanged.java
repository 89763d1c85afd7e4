package shop.pennywell.portal.store;

import java.util.List;
import java.util.UUID;

/** What this service reads of commission-service's {@code store.changed}: the store as it is at that revision. */
record StoreChanged(
        UUID storeId,
        long revision,
        UUID partnerId,
        String slug,
        String name,
        String description,
        String logoUrl,
        String landingUrl,
        List<String> domains,
        List<String> markets,
        List<String> categories,
        String currency,
        int daysToConfirm,
        boolean active) {

    static final String TYPE = "store.changed";
}
