package shop.pennywell.portal.product;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.portal.insight.Insight;

/** Product search for apps. */
@Path("/api/v1/products")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class ProductResource {

    private final Products products;
    private final Insight insight;

    ProductResource(Products products, Insight insight) {
        this.products = products;
        this.insight = insight;
    }

    @GET
    @Operation(summary = "Search products; facets count everything that was found")
    public SearchResponse search(@BeanParam @Valid SearchParams params, @BeanParam @Valid PageQuery page) {
        ProductQuery query = params.query();
        List<Product> found = products.find(query, page.cursor(), page.limit() + 1);
        Facets facets = products.facets(query);
        if (query.text() != null && page.cursor() == null) {
            insight.searched(query.text(), facets.total(), query.store());
        }
        return SearchResponse.of(Page.of(found, page.limit(), ProductResponse::brief, Product::position), facets);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One product")
    public ProductResponse one(@PathParam("id") UUID id) {
        return products.byId(id)
                .map(ProductResponse::full)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem("There is no such product."));
    }
}
