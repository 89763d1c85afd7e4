package shop.pennywell.commission.store;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

record StoreResponse(
        UUID id,
        UUID partnerId,
        String slug,
        String name,
        String description,
        String logoUrl,
        String landingUrl,
        String clickParameter,
        NetworkLink link,
        List<String> domains,
        List<String> markets,
        List<String> categories,
        String currency,
        int daysToConfirm,
        int claimOpensAfterDays,
        int claimClosesAfterDays,
        boolean active,
        Instant createdAt) {

    static StoreResponse of(Store store) {
        return new StoreResponse(
                store.id(),
                store.partnerId(),
                store.slug(),
                store.name(),
                store.description(),
                store.logoUrl(),
                store.landingUrl(),
                store.clickParameter(),
                store.link(),
                store.domains().stream().map(StoreDomain::toString).toList(),
                store.markets(),
                store.categories(),
                store.currency(),
                store.daysToConfirm(),
                store.claimOpensAfterDays(),
                store.claimClosesAfterDays(),
                store.isActive(),
                store.createdAt());
    }
}
