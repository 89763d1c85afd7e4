package shop.pennywell.commission.store;

import java.util.List;
import java.util.UUID;

/** The data of {@code store.changed}: a store as it is now. */
public record StoreChanged(
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

    public static final String TYPE = "store.changed";

    public static StoreChanged of(Store store) {
        return new StoreChanged(
                store.id(),
                store.revision(),
                store.partnerId(),
                store.slug(),
                store.name(),
                store.description(),
                store.logoUrl(),
                store.landingUrl(),
                store.domains().stream().map(StoreDomain::toString).toList(),
                store.markets(),
                store.categories(),
                store.currency(),
                store.daysToConfirm(),
                store.isActive());
    }
}
