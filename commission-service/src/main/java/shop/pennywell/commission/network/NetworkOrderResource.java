package shop.pennywell.commission.network;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.QueryParameter;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;

/** What networks tell of orders, for staff: above all what could not be applied. */
@Path("/api/v1/admin/networks/orders")
@RolesAllowed("staff")
class NetworkOrderResource {
    static final String CODE = "[a-z-]{1,50}";

    private final NetworkOrderRepository orders;
    private final Clock clock;

    NetworkOrderResource(NetworkOrderRepository orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    @GET
    @Transactional
    @Operation(summary = "Orders of networks, newest first", description = """
                    Codes of a parked order: `record-unreadable`, `record-missing`, `status-unknown`, `programme-unmapped`, `click-missing`, `click-unknown`,
                    `click-of-another-store`, `currency-mismatch`, `ordered-before-click`, `window-passed`, `amount-negative`, `amount-invalid`, `clicks-differ`, `too-many-records`,
                    `order-reported-otherwise`, `payment-withdrawn`, `state-forbids`, `internal-error`.""")
    public Page<NetworkOrderResponse> list(
            @Parameter(schema = @Schema(implementation = UUID.class)) @QueryParam("accountId") String accountId,
            @Parameter(schema = @Schema(implementation = NetworkOrder.State.class)) @QueryParam("state") String state,
            @Pattern(regexp = CODE) @QueryParam("code") String code,
            @BeanParam @Valid PageQuery page) {
        return Page.of(
                orders.before(
                        QueryParameter.uuid("accountId", accountId),
                        QueryParameter.of(NetworkOrder.State.class, "state", state),
                        code,
                        Cursors.id(page.cursor()),
                        page.limit() + 1),
                page.limit(),
                NetworkOrderResponse::of,
                order -> order.id().toString());
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One order with what the network said of it, word for word")
    public NetworkOrderResponse get(@PathParam("id") UUID id) {
        return NetworkOrderResponse.of(existing(id), orders.history(id));
    }

    @POST
    @Path("/{id}/retry")
    @Transactional
    @Operation(summary = "Try an order again, once what it is parked for has been mended")
    public NetworkOrderResponse retry(@PathParam("id") UUID id) {
        NetworkOrder order = orders.lock(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        order.tryAgain(clock.instant().truncatedTo(ChronoUnit.MICROS));
        return NetworkOrderResponse.of(order);
    }

    private NetworkOrder existing(UUID id) {
        return orders.findByIdOptional(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }
}
