package shop.pennywell.portal.site;

import java.util.List;
import shop.pennywell.portal.store.StoreOffer;
import shop.pennywell.portal.store.Stores;

/** What the list of stores shows. */
public record StoresView(
        String text,
        String category,
        List<StoreOffer> stores,
        List<Stores.Category> categories,
        boolean byCashback,
        String nextUrl) {}
