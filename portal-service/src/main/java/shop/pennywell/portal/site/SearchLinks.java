package shop.pennywell.portal.site;

import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import shop.pennywell.portal.product.ProductQuery;
import shop.pennywell.portal.product.SearchText;
import shop.pennywell.portal.viewer.Audience;

/** A search as an address of the website, there and back. What makes no sense in an address is left out, never an error. */
final class SearchLinks {

    /** Three digits behind a separator would be thousands to some and a fraction to others. */
    private static final Pattern PRICE = Pattern.compile("[0-9]{1,9}([.,][0-9]{1,2})?");

    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");

    private SearchLinks() {}

    static ProductQuery read(MultivaluedMap<String, String> params) {
        String country = params.getFirst("country");
        return new ProductQuery(
                SearchText.clean(params.getFirst("q")),
                SearchText.clean(params.getFirst("store")),
                SearchText.clean(params.getFirst("category")),
                SearchText.clean(params.getFirst("brand")),
                price(params.getFirst("minPrice")),
                price(params.getFirst("maxPrice")),
                country != null && COUNTRY.matcher(country).matches() ? country.toUpperCase(Locale.ROOT) : null,
                Audience.ANYBODY,
                sort(params.getFirst("sort")));
    }

    /** The first price that was typed but cannot be read; null when there is none. */
    static String unreadablePrice(MultivaluedMap<String, String> params) {
        return Stream.of("minPrice", "maxPrice")
                .map(params::getFirst)
                .filter(typed -> typed != null && !typed.isBlank() && price(typed) == null)
                .findFirst()
                .orElse(null);
    }

    static String url(ProductQuery query) {
        StringBuilder url = new StringBuilder("/search");
        add(url, "q", query.text());
        add(url, "store", query.store());
        add(url, "category", query.category());
        add(url, "brand", query.brand());
        add(url, "minPrice", text(query.minPrice()));
        add(url, "maxPrice", text(query.maxPrice()));
        add(url, "country", query.country());
        add(
                url,
                "sort",
                query.sort() == ProductQuery.Sort.RELEVANCE
                        ? null
                        : query.sort().param());
        return url.toString();
    }

    static String url(ProductQuery query, String cursor) {
        StringBuilder url = new StringBuilder(url(query));
        add(url, "cursor", cursor);
        return url.toString();
    }

    static String text(BigDecimal price) {
        return price == null ? null : price.toPlainString();
    }

    private static void add(StringBuilder url, String name, String value) {
        if (value != null) {
            url.append(url.indexOf("?") < 0 ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    private static BigDecimal price(String typed) {
        String price = typed == null ? "" : typed.strip();
        return PRICE.matcher(price).matches() ? new BigDecimal(price.replace(',', '.')) : null;
    }

    private static ProductQuery.Sort sort(String name) {
        return Arrays.stream(ProductQuery.Sort.values())
                .filter(sort -> sort.param().equals(name))
                .findFirst()
                .orElse(ProductQuery.Sort.RELEVANCE);
    }
}
