package shop.pennywell.bench.click.constant;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** The least that a click-out can cost here: no store, no member, no click. */
@Path("/go/{storeSlug}")
@PermitAll
class ConstantResource {

    @GET
    public Uni<Response> go(@PathParam("storeSlug") String slug) {
        return Uni.createFrom()
                .item(Response.status(Response.Status.FOUND)
                        .header(
                                HttpHeaders.LOCATION,
                                "https://www.shop.example/welcome?clickref=01J9Z6Y7QK3V5N8M2T4R6W8X0C")
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }
}
