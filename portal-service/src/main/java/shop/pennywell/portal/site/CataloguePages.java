package shop.pennywell.portal.site;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.portal.insight.Insight;
import shop.pennywell.portal.insight.PageKind;
import shop.pennywell.portal.product.Facets;
import shop.pennywell.portal.product.Product;
import shop.pennywell.portal.product.ProductQuery;
import shop.pennywell.portal.product.Products;
import shop.pennywell.portal.product.SearchText;
import shop.pennywell.portal.store.StoreOffer;
import shop.pennywell.portal.store.StoreQuery;
import shop.pennywell.portal.store.Stores;
import shop.pennywell.portal.viewer.Viewer;

/** The pages that show stores and products. They ask this service's own database and nobody else. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@PermitAll
class CataloguePages {

    private static final int SHELF = 8;
    private static final int PAGE = 24;
    private static final int STORES_BESIDE_PRODUCTS = 4;

    private final Stores stores;
    private final Products products;
    private final Viewer viewer;
    private final Insight insight;

    CataloguePages(Stores stores, Products products, Viewer viewer, Insight insight) {
        this.stores = stores;
        this.products = products;
        this.viewer = viewer;
        this.insight = insight;
    }

    @CheckedTemplate(basePath = "catalogue")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance home(
                List<StoreOffer> stores, List<Stores.Category> categories, List<Product> products);

        static native TemplateInstance search(SearchView view);

        static native TemplateInstance product(Product product, StoreOffer offer, List<Product> more);

        static native TemplateInstance stores(StoresView view);

        static native TemplateInstance store(
                StoreOffer offer, List<Product> products, boolean sellsHere, String country);

        static native TemplateInstance howItWorks();
    }

    @GET
    public TemplateInstance home() {
        insight.viewed(PageKind.HOME, "/", null, null);
        return Templates.home(
                stores.find(StoreQuery.all(viewer.audience(), StoreQuery.Sort.CASHBACK), null, SHELF),
                stores.categories(),
                products.find(ProductQuery.of(null).shownTo(viewer.audience()), null, SHELF));
    }

    @GET
    @Path("search")
    public TemplateInstance search(@Context UriInfo uri, @QueryParam("cursor") String cursor) {
        ProductQuery query = SearchLinks.read(uri.getQueryParameters()).shownTo(viewer.audience());
        String after = Cursor.decode(cursor);
        Page<Product> page =
                Page.of(products.find(query, after, PAGE + 1), PAGE, product -> product, Product::position);
        Facets facets = products.facets(query);
        boolean first = after == null;
        List<StoreOffer> named = first && query.text() != null
                ? stores.find(
                        new StoreQuery(query.text(), null, null, query.audience(), StoreQuery.Sort.NAME),
                        null,
                        STORES_BESIDE_PRODUCTS)
                : List.of();
        if (first && query.text() != null) {
            insight.searched(query.text(), facets.total(), query.store());
        }
        insight.viewed(PageKind.SEARCH, "/search", null, null);
        String unreadable = SearchLinks.unreadablePrice(uri.getQueryParameters());
        return Templates.search(SearchView.of(query, page, first, named, facets, unreadable));
    }

    @GET
    @Path("products/{id}")
    public TemplateInstance product(@PathParam("id") UUID id) {
        Product product =
                products.byId(id, viewer.audience()).orElseThrow(() -> gone("This product is no longer offered."));
        StoreOffer offer = offer(product.storeSlug());
        insight.viewed(PageKind.PRODUCT, "/products/" + id, product.storeSlug(), id);
        ProductQuery like = ProductQuery.of(null)
                .withStore(product.storeSlug())
                .withCategory(product.category())
                .shownTo(viewer.audience());
        List<Product> more = products.find(like, null, 5).stream()
                .filter(other -> !other.id().equals(id))
                .limit(4)
                .toList();
        return Templates.product(product, offer, more);
    }

    @GET
    @Path("stores")
    public TemplateInstance stores(
            @QueryParam("q") String q,
            @QueryParam("category") String category,
            @QueryParam("sort") String sort,
            @QueryParam("cursor") String cursor) {
        boolean byCashback = "cashback".equals(sort);
        StoreQuery.Sort order = byCashback ? StoreQuery.Sort.CASHBACK : StoreQuery.Sort.NAME;
        StoreQuery query =
                new StoreQuery(SearchText.clean(q), SearchText.clean(category), null, viewer.audience(), order);
        Page<StoreOffer> page = Page.of(
                stores.find(query, Cursor.decode(cursor), PAGE + 1),
                PAGE,
                offer -> offer,
                last -> Stores.position(last, order));
        insight.viewed(PageKind.STORES, "/stores", null, null);
        return Templates.stores(new StoresView(
                query.text(),
                query.category(),
                page.items(),
                stores.categories(),
                byCashback,
                page.next() == null ? null : nextUrl(query, byCashback, page.next())));
    }

    @GET
    @Path("stores/{slug}")
    public TemplateInstance store(@PathParam("slug") String slug) {
        StoreOffer offer = offer(slug);
        insight.viewed(PageKind.STORE, "/stores/" + slug, slug, null);
        String country = viewer.country();
        List<String> markets = offer.store().markets();
        boolean sellsHere = country == null || markets.isEmpty() || markets.contains(country);
        List<Product> shelf =
                products.find(ProductQuery.of(null).withStore(slug).shownTo(viewer.audience()), null, SHELF);
        return Templates.store(offer, shelf, sellsHere, country);
    }

    @GET
    @Path("how-it-works")
    public TemplateInstance howItWorks() {
        insight.viewed(PageKind.HOW_IT_WORKS, "/how-it-works", null, null);
        return Templates.howItWorks();
    }

    private StoreOffer offer(String slug) {
        return stores.offer(slug, viewer.audience()).orElseThrow(() -> gone("This store is not with us (any more)."));
    }

    private static String nextUrl(StoreQuery query, boolean byCashback, String cursor) {
        StringBuilder url = new StringBuilder("/stores?cursor=").append(cursor);
        if (query.text() != null) {
            url.append("&q=").append(Look.urlPart(query.text()));
        }
        if (query.category() != null) {
            url.append("&category=").append(Look.urlPart(query.category()));
        }
        return byCashback ? url.append("&sort=cashback").toString() : url.toString();
    }

    private static RuntimeException gone(String what) {
        return CommonProblem.NOT_FOUND.problem(what);
    }
}
