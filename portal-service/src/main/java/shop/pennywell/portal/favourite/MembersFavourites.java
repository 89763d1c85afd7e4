package shop.pennywell.portal.favourite;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import shop.pennywell.portal.member.ExportPart;
import shop.pennywell.portal.member.MemberErased;

/** Favourites are what a member told about himself: exported when he asks, gone when he goes. */
@ApplicationScoped
class MembersFavourites implements ExportPart {

    private final Favourites favourites;

    MembersFavourites(Favourites favourites) {
        this.favourites = favourites;
    }

    private record Favourite(String storeSlug, String storeName) {}

    @Override
    public String name() {
        return "favourites";
    }

    @Override
    public Object of(UUID memberId) {
        return favourites.of(memberId).stream()
                .map(offer -> new Favourite(offer.store().slug(), offer.store().name()))
                .toList();
    }

    void erased(@Observes MemberErased erased) {
        favourites.forget(erased.memberId());
    }
}
