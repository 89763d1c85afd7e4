package shop.pennywell.portal.favourite;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.portal.PortalProblem;
import shop.pennywell.portal.store.StoreOffer;
import shop.pennywell.portal.store.StoreQuery;
import shop.pennywell.portal.store.StoreResponse;
import shop.pennywell.portal.store.Stores;
import shop.pennywell.portal.viewer.Viewer;

/** A member's favourite stores. */
@Path("/api/v1/me/favourites")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("member")
class FavouriteResource {

    private final Favourites favourites;
    private final Stores stores;
    private final Caller caller;
    private final Viewer viewer;

    FavouriteResource(Favourites favourites, Stores stores, Caller caller, Viewer viewer) {
        this.favourites = favourites;
        this.stores = stores;
        this.caller = caller;
        this.viewer = viewer;
    }

    @GET
    @Operation(summary = "My favourite stores with their best rate, by name")
    public Page<StoreResponse> list(@BeanParam @Valid PageQuery page) {
        List<StoreOffer> found = favourites.page(caller.id(), viewer.audience(), page.cursor(), page.limit() + 1);
        return Page.of(found, page.limit(), StoreResponse::brief, last -> Stores.position(last, StoreQuery.Sort.NAME));
    }

    @PUT
    @Path("/{storeSlug}")
    @Operation(summary = "Keep a store as a favourite")
    public void add(@PathParam("storeSlug") String slug) {
        if (!favourites.add(caller.id(), stores.bySlug(slug).orElseThrow(FavouriteResource::noStore))) {
            throw PortalProblem.FAVOURITES_FULL.problem(
                    "At most %d stores can be favourites.".formatted(Favourites.MAX_PER_MEMBER));
        }
    }

    @DELETE
    @Path("/{storeSlug}")
    @Operation(summary = "Drop a favourite, also one whose store has closed")
    public void remove(@PathParam("storeSlug") String slug) {
        favourites.remove(caller.id(), stores.everBySlug(slug).orElseThrow(FavouriteResource::noStore));
    }

    private static RuntimeException noStore() {
        return CommonProblem.NOT_FOUND.problem("There is no store of that name.");
    }
}
