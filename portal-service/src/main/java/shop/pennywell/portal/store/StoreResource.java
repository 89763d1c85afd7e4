package shop.pennywell.portal.store;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.portal.viewer.Audience;
import shop.pennywell.portal.viewer.Viewer;

/** Stores for apps. */
@Path("/api/v1/stores")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class StoreResource {

    private static final String COUNTRY = "[A-Za-z]{2}";
    private static final String COUNTRY_WANTED = "must be an ISO 3166-1 alpha-2 code";

    private final Stores stores;
    private final Viewer viewer;

    StoreResource(Stores stores, Viewer viewer) {
        this.stores = stores;
        this.viewer = viewer;
    }

    @GET
    @Operation(
            summary = "Stores with their best rate",
            description =
                    "With a country, stores that sell there and the rates that hold there. Without one the rates are those"
                            + " of the signed-in member's country, or for a visitor those of every market.")
    public Page<StoreResponse> list(
            @QueryParam("q") @Size(max = 200) String q,
            @QueryParam("category") @Size(max = 100) String category,
            @QueryParam("country") @Pattern(regexp = COUNTRY, message = COUNTRY_WANTED) String country,
            @QueryParam("sort")
                    @DefaultValue("name")
                    @Pattern(regexp = "name|cashback", message = "must be name or cashback")
                    String sort,
            @BeanParam @Valid PageQuery page) {
        StoreQuery.Sort order = StoreQuery.Sort.valueOf(sort.toUpperCase(Locale.ROOT));
        StoreQuery query = new StoreQuery(text(q), text(category), upper(country), audience(country), order);
        List<StoreOffer> found = stores.find(query, page.cursor(), page.limit() + 1);
        return Page.of(found, page.limit(), StoreResponse::brief, last -> Stores.position(last, order));
    }

    @GET
    @Path("/{slug}")
    @Operation(
            summary = "One store with all its rates of today",
            description =
                    "Those that hold in the country, or in the signed-in member's; for a visitor those of every market.")
    public StoreResponse one(
            @PathParam("slug") @Size(max = 100) String slug,
            @QueryParam("country") @Pattern(regexp = COUNTRY, message = COUNTRY_WANTED) String country) {
        return stores.offer(slug, audience(country))
                .map(StoreResponse::full)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem("There is no store of that name."));
    }

    private Audience audience(String country) {
        return viewer.audience().in(upper(country));
    }

    private static String upper(String country) {
        return country == null ? null : country.toUpperCase(Locale.ROOT);
    }

    /** An empty text means no wish. */
    private static String text(String typed) {
        String text = typed == null ? "" : typed.strip();
        return text.isEmpty() ? null : text;
    }
}
