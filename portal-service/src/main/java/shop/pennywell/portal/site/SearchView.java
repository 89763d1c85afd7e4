package shop.pennywell.portal.site;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.portal.product.Facets;
import shop.pennywell.portal.product.Product;
import shop.pennywell.portal.product.ProductQuery;
import shop.pennywell.portal.product.Products;
import shop.pennywell.portal.store.StoreOffer;

/**
 * What the search page shows.
 *
 * @param stores whose name has what was typed
 * @param unreadablePrice what was typed for a price and is none; null when there is nothing of the kind
 * @param nextUrl the following page; null on the last
 * @param firstUrl back to the first page; null on the first
 */
public record SearchView(
        ProductQuery query,
        List<Product> products,
        List<StoreOffer> stores,
        String unreadablePrice,
        long total,
        List<Group> groups,
        List<Choice> sorts,
        String clearUrl,
        String nextUrl,
        String firstUrl) {

    /** One filter with its choices. */
    public record Group(String title, List<Choice> choices) {}

    /** A choice: where it leads, and whether it is the present one (then it leads to the search without it). */
    public record Choice(String label, long count, String url, boolean on) {}

    static SearchView of(
            ProductQuery query,
            Page<Product> page,
            boolean first,
            List<StoreOffer> stores,
            Facets facets,
            String unreadablePrice) {
        List<Group> groups = new ArrayList<>();
        group(groups, "Store", facets.stores(), query.store(), query::withStore);
        group(groups, "Category", facets.categories(), query.category(), query::withCategory);
        group(groups, "Brand", facets.brands(), query.brand(), query::withBrand);
        List<Choice> sorts = List.of(
                sort(query, ProductQuery.Sort.RELEVANCE, "Best match"),
                sort(query, ProductQuery.Sort.NET_PRICE, "Lowest after cashback"),
                sort(query, ProductQuery.Sort.PRICE, "Lowest price"),
                sort(query, ProductQuery.Sort.CASHBACK, "Most cashback"));
        boolean filtered = query.store() != null
                || query.category() != null
                || query.brand() != null
                || query.minPrice() != null
                || query.maxPrice() != null
                || query.country() != null;
        return new SearchView(
                query,
                page.items(),
                stores,
                unreadablePrice,
                facets.total(),
                groups,
                sorts,
                filtered ? SearchLinks.url(ProductQuery.of(query.text()).withSort(query.sort())) : null,
                page.next() == null ? null : SearchLinks.url(query, page.next()),
                first ? null : SearchLinks.url(query));
    }

    private static void group(
            List<Group> groups,
            String title,
            List<Facets.Count> counts,
            String chosen,
            Function<String, ProductQuery> choose) {
        List<Choice> choices = new ArrayList<>();
        if (chosen != null && counts.stream().noneMatch(count -> count.value().equals(chosen))) {
            choices.add(new Choice(chosen, 0, SearchLinks.url(choose.apply(null)), true));
        }
        for (Facets.Count count : counts) {
            boolean on = count.value().equals(chosen);
            choices.add(new Choice(
                    count.label(), count.count(), SearchLinks.url(choose.apply(on ? null : count.value())), on));
        }
        if (choices.size() > 1 || chosen != null) {
            groups.add(new Group(title, choices));
        }
    }

    private static Choice sort(ProductQuery query, ProductQuery.Sort sort, String label) {
        return new Choice(label, 0, SearchLinks.url(query.withSort(sort)), query.sort() == sort);
    }

    /** For the heading; the count ends somewhere. */
    public boolean isCountCut() {
        return total >= Products.MAX_COUNTED;
    }

    public String minPrice() {
        return SearchLinks.text(query.minPrice());
    }

    public String maxPrice() {
        return SearchLinks.text(query.maxPrice());
    }

    public String heading() {
        return query.text() == null ? "All products" : query.text();
    }
}
