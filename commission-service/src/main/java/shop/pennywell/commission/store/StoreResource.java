package shop.pennywell.commission.store;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.commission.Cursors;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.sql.Idempotent;

/** Stores, for staff. */
@Path("/api/v1/admin/stores")
@RolesAllowed("staff")
class StoreResource {
    private final StoreRepository stores;
    private final DescribeStore describeStore;

    StoreResource(StoreRepository stores, DescribeStore describeStore) {
        this.stores = stores;
        this.describeStore = describeStore;
    }

    @POST
    @Idempotent(optional = true)
    @Operation(summary = "Open a store of a partner")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StoreResponse.class)))
    public Response create(@NotNull @Valid StoreRequest request) {
        return Response.status(Response.Status.CREATED)
                .entity(StoreResponse.of(describeStore.open(request)))
                .build();
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Change everything about a store but its partner, slug and currency")
    public StoreResponse change(@PathParam("id") UUID id, @NotNull @Valid StoreRequest request) {
        return StoreResponse.of(describeStore.change(id, request));
    }

    @GET
    @Operation(summary = "All stores, oldest first")
    public Page<StoreResponse> list(@BeanParam @Valid PageQuery page) {
        return Page.of(
                stores.after(Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                StoreResponse::of,
                store -> store.id().toString());
    }

    @GET
    @Path("/{id}")
    public StoreResponse get(@PathParam("id") UUID id) {
        return stores.findByIdOptional(id)
                .map(StoreResponse::of)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }
}
