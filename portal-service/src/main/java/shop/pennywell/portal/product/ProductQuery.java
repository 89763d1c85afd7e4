package shop.pennywell.portal.product;

import java.math.BigDecimal;
import shop.pennywell.portal.viewer.Audience;

/**
 * Which products are wanted; null where it does not matter.
 *
 * @param text what was typed, in the words of a web search: {@code "a phrase"}, {@code or}, {@code -not}
 * @param minPrice in the main unit of whatever currency a product is sold in
 * @param country where it is sold, ISO 3166-1 alpha-2
 * @param audience for whom the cashback is; in no market known: in that of the product's own feed
 */
public record ProductQuery(
        String text,
        String store,
        String category,
        String brand,
        BigDecimal minPrice,
        BigDecimal maxPrice,
        String country,
        Audience audience,
        Sort sort) {

    /** Best match, or lowest price, highest cashback, lowest price after cashback first. */
    public enum Sort {
        RELEVANCE,
        PRICE,
        CASHBACK,
        NET_PRICE;

        /** As in an address: {@code net-price}. */
        public String param() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    public static ProductQuery of(String text) {
        return new ProductQuery(text, null, null, null, null, null, null, Audience.ANYBODY, Sort.RELEVANCE);
    }

    public ProductQuery withStore(String slug) {
        return new ProductQuery(text, slug, category, brand, minPrice, maxPrice, country, audience, sort);
    }

    public ProductQuery withCategory(String other) {
        return new ProductQuery(text, store, other, brand, minPrice, maxPrice, country, audience, sort);
    }

    public ProductQuery withBrand(String other) {
        return new ProductQuery(text, store, category, other, minPrice, maxPrice, country, audience, sort);
    }

    public ProductQuery withPrices(BigDecimal least, BigDecimal most) {
        return new ProductQuery(text, store, category, brand, least, most, country, audience, sort);
    }

    /** With what these people get, in the country that is asked for or else in their own. */
    public ProductQuery shownTo(Audience viewer) {
        return new ProductQuery(text, store, category, brand, minPrice, maxPrice, country, viewer.in(country), sort);
    }

    public ProductQuery withCountry(String code) {
        return new ProductQuery(text, store, category, brand, minPrice, maxPrice, code, audience, sort);
    }

    public ProductQuery withSort(Sort other) {
        return new ProductQuery(text, store, category, brand, minPrice, maxPrice, country, audience, other);
    }
}
