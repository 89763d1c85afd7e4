package shop.pennywell.payments.cashback;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.security.Caller;

/** A member's cashback, transaction by transaction. */
@Path("/api/v1/me/cashback")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("member")
class CashbackResource {

    private final CashbackRepository cashback;
    private final Caller caller;

    CashbackResource(CashbackRepository cashback, Caller caller) {
        this.cashback = cashback;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "My cashback, newest order first")
    public Page<CashbackResponse> list(@QueryParam("status") String status, @BeanParam @Valid PageQuery query) {
        var rows = cashback.page(caller.id(), parse(status), query.cursor(), query.limit());
        var history = cashback
                .history(rows.stream().map(CashbackTransaction::id).toList())
                .stream()
                .collect(Collectors.groupingBy(HistoryLine::transactionId));
        return Page.of(
                rows,
                query.limit(),
                row -> CashbackResponse.of(row, history.getOrDefault(row.id(), List.of())),
                CashbackRepository::position);
    }

    private static CashbackStatus parse(String status) {
        if (status == null || status.isEmpty()) {
            return null;
        }
        return Arrays.stream(CashbackStatus.values())
                .filter(known -> known.name().equals(status))
                .findAny()
                .orElseThrow(() -> CommonProblem.INVALID_REQUEST
                        .problem(null)
                        .with(List.of(
                                new FieldError("?status", "is one of " + Arrays.toString(CashbackStatus.values())))));
    }
}
