package shop.pennywell.defaults.problem;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.Router;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;

/** A resource as the services write them, for the tests of what surrounds one. */
@Path("/sample")
public class SampleResource {

    public record Line(
            @NotNull @Size(max = 3) String sku, @NotNull Money price) {}

    public record Order(@NotNull @Size(min = 1) List<@Valid @NotNull Line> lines) {}

    @POST
    public Order echo(@NotNull @Valid Order order) {
        return order;
    }

    @GET
    @Path("/refused")
    public String refused() {
        throw CommonProblem.CONFLICT.problem("taken");
    }

    @GET
    @Path("/broken")
    public String broken() {
        throw new IllegalStateException("secret of the house");
    }

    @GET
    @Path("/ids/{id}")
    public String byId(@PathParam("id") UUID id) {
        return id.toString();
    }

    @GET
    @Path("/staff")
    @RolesAllowed("staff")
    public String staff() {
        return "staff";
    }

    /** Whose class sees to what fails authentication, until a resource is found. */
    void authenticationFailures(@Observes Router router) {
        router.route("/sample/authentication-failures").order(0).handler(routing -> routing.response()
                .end(routing.get(QuarkusHttpUser.AUTH_FAILURE_HANDLER)
                        .getClass()
                        .getName()));
    }

    @GET
    @Path("/list")
    public Page<Integer> list(@BeanParam @Valid PageQuery query) {
        int from = query.cursor() == null ? 0 : Integer.parseInt(query.cursor()) + 1;
        List<Integer> rows = IntStream.range(from, Math.min(50, from + query.limit() + 1))
                .boxed()
                .toList();
        return Page.of(rows, query.limit(), row -> row, Object::toString);
    }
}
