package shop.pennywell.portal.product;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.util.Locale;
import shop.pennywell.portal.viewer.Audience;

/** The query parameters of a product search. */
class SearchParams {

    // Text at first: a number that cannot be read would make the framework say that there is no such page.
    private static final String PRICE = "[0-9]{1,9}(\\.[0-9]{1,4})?";
    private static final String PRICE_WANTED = "must be a price such as 12.50";

    @QueryParam("q")
    @Size(max = 200)
    String q;

    @QueryParam("store")
    @Size(max = 100)
    String store;

    @QueryParam("category")
    @Size(max = 100)
    String category;

    @QueryParam("brand")
    @Size(max = 100)
    String brand;

    @QueryParam("minPrice")
    @Pattern(regexp = PRICE, message = PRICE_WANTED)
    String minPrice;

    @QueryParam("maxPrice")
    @Pattern(regexp = PRICE, message = PRICE_WANTED)
    String maxPrice;

    @QueryParam("country")
    @Pattern(regexp = "[A-Za-z]{2}", message = "must be an ISO 3166-1 alpha-2 code")
    String country;

    @QueryParam("sort")
    @DefaultValue("relevance")
    @Pattern(regexp = "relevance|price|cashback|net-price", message = "must be relevance, price, cashback or net-price")
    String sort;

    ProductQuery query() {
        return new ProductQuery(
                SearchText.clean(q),
                SearchText.clean(store),
                SearchText.clean(category),
                SearchText.clean(brand),
                price(minPrice),
                price(maxPrice),
                country == null ? null : country.toUpperCase(Locale.ROOT),
                Audience.ANYBODY,
                ProductQuery.Sort.valueOf(sort.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    private static BigDecimal price(String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
