package shop.pennywell.portal.product;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * A product with what it costs after cashback, by the rates of this moment.
 *
 * @param listPrice what it cost before; null when it is not reduced
 * @param cashback what a member gets for one piece
 * @param position where a list that ends here goes on
 */
public record Product(
        UUID id,
        String title,
        String description,
        String brand,
        String category,
        String storeSlug,
        String storeName,
        String link,
        String imageUrl,
        Money price,
        Money listPrice,
        Money cashback,
        boolean available,
        String position) {

    /** Never below nothing, even where a fixed cashback is more than the price. */
    public Money netPrice() {
        return cashback.compareTo(price) > 0 ? Money.zero(price.currencyCode()) : price.minus(cashback);
    }

    /** Where a click-out to this product begins. */
    public String clickUrl() {
        return "/go/" + storeSlug + "?to=" + URLEncoder.encode(link, StandardCharsets.UTF_8);
    }
}
