package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.commission.Cursors;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.defaults.sql.Idempotent;

/** Transactions, for staff. */
@Path("/api/v1/admin/transactions")
@RolesAllowed("staff")
class TransactionResource {
    private final TransactionRepository transactions;
    private final CorrectTransaction correctTransaction;
    private final Caller caller;
    private final ObjectMapper json;

    TransactionResource(
            TransactionRepository transactions,
            CorrectTransaction correctTransaction,
            Caller caller,
            ObjectMapper json) {
        this.transactions = transactions;
        this.correctTransaction = correctTransaction;
        this.caller = caller;
        this.json = json;
    }

    /** Why, for the history and for the member. */
    record ClawbackRequest(@NotNull Reason reason) {}

    @GET
    @Transactional
    @Operation(summary = "Transactions, newest first")
    public Page<TransactionResponse> list(@BeanParam TransactionFilter filter, @BeanParam @Valid PageQuery page) {
        return Page.of(
                transactions.before(filter, Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                TransactionResponse::forStaff,
                transaction -> transaction.id().toString());
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One transaction with its history: every revision and what was said, word for word")
    public TransactionResponse get(@PathParam("id") UUID id) {
        return transactions
                .findByIdOptional(id)
                .map(transaction -> TransactionResponse.forStaff(transaction, transactions.revisions(transaction)))
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    @POST
    @Path("/{id}/reinstatement")
    @Idempotent(optional = true)
    @Operation(summary = "Make a declined transaction pending again")
    public Response reinstate(@PathParam("id") UUID id) {
        return Response.ok(TransactionResponse.forStaff(
                        correctTransaction.reinstate(id, caller.subject(), json.createObjectNode())))
                .build();
    }

    @POST
    @Path("/{id}/clawback")
    @RolesAllowed("finance")
    @Idempotent(optional = true)
    @Operation(
            summary = "Take an approved or paid transaction back; one that is billed and unpaid has to be paid first")
    public Response clawBack(@PathParam("id") UUID id, @NotNull @Valid ClawbackRequest request) {
        return Response.ok(TransactionResponse.forStaff(
                        correctTransaction.clawBack(id, request.reason(), caller.subject(), json.valueToTree(request))))
                .build();
    }
}
