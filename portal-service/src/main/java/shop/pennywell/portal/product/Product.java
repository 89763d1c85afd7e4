package shop.pennywell.portal.product;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.portal.store.MemberRate;

/**
 * A product with what it costs after cashback, by the rates of this moment.
 *
 * @param listPrice what it cost before; null when it is not reduced
 * @param cashback what a member gets for one piece
 * @param terms what the cashback depends on
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
        Terms terms,
        boolean available,
        String position) {

    /**
     * What the cashback depends on, beside the price.
     *
     * @param capPerOrder the most that a member gets for such products in one order; null for no limit
     * @param minimumOrder what the whole order must come to for any cashback; null for nothing
     * @param campaign that raised the cashback; null without one
     */
    public record Terms(Money capPerOrder, Money minimumOrder, MemberRate.Campaign campaign) {}

    /** Whether one piece alone gets nothing, and an order that is large enough would. */
    public boolean isBelowMinimumOrder() {
        return terms.minimumOrder() != null && terms.minimumOrder().compareTo(price) > 0;
    }

    /** Never below nothing, even where a fixed cashback is more than the price. */
    public Money netPrice() {
        return cashback.compareTo(price) > 0 ? Money.zero(price.currencyCode()) : price.minus(cashback);
    }

    /** Where a click-out to this product begins. */
    public String clickUrl() {
        return "/go/" + storeSlug + "?to=" + URLEncoder.encode(link, StandardCharsets.UTF_8);
    }
}
