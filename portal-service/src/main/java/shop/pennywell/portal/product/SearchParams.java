package shop.pennywell.portal.product;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.util.Locale;

/** The query parameters of a product search. */
class SearchParams {

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
    @DecimalMin("0")
    @DecimalMax("1000000000")
    @Digits(integer = 10, fraction = 4)
    BigDecimal minPrice;

    @QueryParam("maxPrice")
    @DecimalMin("0")
    @DecimalMax("1000000000")
    @Digits(integer = 10, fraction = 4)
    BigDecimal maxPrice;

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
                minPrice,
                maxPrice,
                country == null ? null : country.toUpperCase(Locale.ROOT),
                ProductQuery.Sort.valueOf(sort.toUpperCase(Locale.ROOT).replace('-', '_')));
    }
}
