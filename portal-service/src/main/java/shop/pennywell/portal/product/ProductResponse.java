package shop.pennywell.portal.product;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.portal.store.MemberRate;

/**
 * A product on the wire.
 *
 * @param capPerOrder the most that a member gets for such products in one order
 * @param minimumOrder what the whole order must come to for any cashback
 * @param campaign that raised the cashback
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProductResponse(
        UUID id,
        String title,
        String description,
        String brand,
        String category,
        StoreName store,
        Money price,
        Money listPrice,
        Money cashback,
        Money netPrice,
        Money capPerOrder,
        Money minimumOrder,
        MemberRate.Campaign campaign,
        String imageUrl,
        String clickUrl,
        boolean available) {

    /** Which store sells it. */
    record StoreName(String slug, String name) {}

    /** In a list: without the description. */
    static ProductResponse brief(Product product) {
        return of(product, null);
    }

    static ProductResponse full(Product product) {
        return of(product, product.description());
    }

    private static ProductResponse of(Product product, String description) {
        return new ProductResponse(
                product.id(),
                product.title(),
                description,
                product.brand(),
                product.category(),
                new StoreName(product.storeSlug(), product.storeName()),
                product.price(),
                product.listPrice(),
                product.cashback(),
                product.netPrice(),
                product.terms().capPerOrder(),
                product.terms().minimumOrder(),
                product.terms().campaign(),
                product.imageUrl(),
                product.clickUrl(),
                product.available());
    }
}
