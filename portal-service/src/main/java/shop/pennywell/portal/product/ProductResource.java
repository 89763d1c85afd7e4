package shop.pennywell.portal.product;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.portal.insight.Insight;
import shop.pennywell.portal.viewer.Viewer;

/** Product search for apps. */
@Path("/api/v1/products")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class ProductResource {

    private final Products products;
    private final Insight insight;
    private final Viewer viewer;

    ProductResource(Products products, Insight insight, Viewer viewer) {
        this.products = products;
        this.insight = insight;
        this.viewer = viewer;
    }

    @GET
    @Operation(
            summary = "Search products; facets count everything that was found",
            description =
                    "Cashback and net price are by the rates of the country that is asked for, else of the signed-in"
                            + " member's, else of the country that the product is offered in.")
    public SearchResponse search(@BeanParam @Valid SearchParams params, @BeanParam @Valid PageQuery page) {
        ProductQuery query = params.query().shownTo(viewer.audience());
        List<Product> found = products.find(query, page.cursor(), page.limit() + 1);
        Facets facets = products.facets(query);
        if (query.text() != null && page.cursor() == null) {
            insight.searched(query.text(), facets.total(), query.store());
        }
        return SearchResponse.of(Page.of(found, page.limit(), ProductResponse::brief, Product::position), facets);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One product", description = "Its cashback is that of the country, as in a search.")
    public ProductResponse one(
            @PathParam("id") UUID id,
            @QueryParam("country") @Pattern(regexp = "[A-Za-z]{2}", message = "must be an ISO 3166-1 alpha-2 code")
                    String country) {
        return products.byId(id, viewer.audience().in(country == null ? null : country.toUpperCase(Locale.ROOT)))
                .map(ProductResponse::full)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem("There is no such product."));
    }
}
