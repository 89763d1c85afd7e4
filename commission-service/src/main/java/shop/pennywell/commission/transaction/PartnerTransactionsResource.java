package shop.pennywell.commission.transaction;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.QueryParameter;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;

/** What a partner reads back of its own. */
@Path("/api/v1/partner")
@RolesAllowed("partner")
class PartnerTransactionsResource {
    private static final int MOST_DAYS = 366;
    private static final int USUAL_DAYS = 30;

    private final TransactionRepository transactions;
    private final Caller caller;
    private final Clock clock;

    PartnerTransactionsResource(TransactionRepository transactions, Caller caller, Clock clock) {
        this.transactions = transactions;
        this.caller = caller;
        this.clock = clock;
    }

    record StatsResponse(LocalDate from, LocalDate to, List<DayStats> days) {}

    @GET
    @Path("/transactions")
    @Transactional
    @Operation(summary = "My transactions, newest first")
    public Page<TransactionResponse> list(@BeanParam TransactionFilter filter, @BeanParam @Valid PageQuery page) {
        return Page.of(
                transactions.before(filter.of(partnerId()), Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                TransactionResponse::forPartner,
                transaction -> transaction.id().toString());
    }

    @GET
    @Path("/transactions/{id}")
    @Transactional
    public TransactionResponse get(@PathParam("id") UUID id) {
        return transactions
                .findByIdOptional(id)
                .filter(transaction -> transaction.partnerId().equals(partnerId()))
                .map(TransactionResponse::forPartner)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    @GET
    @Path("/stats")
    @Operation(summary = "My orders by the day (UTC) of their report; days without any are left out")
    public StatsResponse stats(
            @Parameter(schema = @Schema(implementation = LocalDate.class)) @QueryParam("from") String from,
            @Parameter(schema = @Schema(implementation = LocalDate.class)) @QueryParam("to") String to) {
        LocalDate last = Optional.ofNullable(QueryParameter.day("to", to))
                .orElseGet(() -> LocalDate.now(clock.withZone(ZoneOffset.UTC)));
        LocalDate first =
                Optional.ofNullable(QueryParameter.day("from", from)).orElseGet(() -> last.minusDays(USUAL_DAYS - 1L));
        if (first.isAfter(last) || first.plusDays(MOST_DAYS).isBefore(last)) {
            throw CommissionProblem.PERIOD_INVALID.problem("a period has 1 to " + MOST_DAYS + " days");
        }
        return new StatsResponse(first, last, transactions.perDay(partnerId(), first, last));
    }

    private UUID partnerId() {
        return UUID.fromString(caller.claim("partner_id"));
    }
}
