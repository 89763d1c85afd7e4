package shop.pennywell.commission.statement;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.QueryParameter;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.defaults.sql.Idempotent;

/** Statements and what is paid of them, for staff. */
@Path("/api/v1/admin/statements")
@RolesAllowed("staff")
class StatementResource {
    private final StatementRepository statements;
    private final PaymentRepository payments;
    private final StatementDocuments documents;
    private final CloseStatement closeStatement;
    private final ReceivePayment receivePayment;
    private final Caller caller;

    StatementResource(
            StatementRepository statements,
            PaymentRepository payments,
            StatementDocuments documents,
            CloseStatement closeStatement,
            ReceivePayment receivePayment,
            Caller caller) {
        this.statements = statements;
        this.payments = payments;
        this.documents = documents;
        this.closeStatement = closeStatement;
        this.receivePayment = receivePayment;
        this.caller = caller;
    }

    @POST
    @Idempotent(optional = true)
    @Operation(
            summary = "Bill a partner for everything approved up to a day (UTC) and not billed yet",
            description =
                    "`from` only names the period: what was approved before it and is on no statement is on this one. Taken off is what"
                            + " was taken back by that day of what an earlier statement billed, what was paid too much by then, and the total"
                            + " of an earlier statement that was below nothing. That makes as many transactions PAID at once as it covers.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StatementResponse.class)))
    public Response create(@NotNull @Valid StatementRequest request) {
        return Response.status(Response.Status.CREATED)
                .entity(StatementResponse.of(closeStatement.close(request, caller.subject())))
                .build();
    }

    @GET
    @Operation(summary = "Statements, newest first")
    public Page<StatementResponse> list(
            @Parameter(schema = @Schema(implementation = UUID.class)) @QueryParam("partnerId") String partnerId,
            @BeanParam @Valid PageQuery page) {
        return Page.of(
                statements.before(
                        QueryParameter.uuid("partnerId", partnerId), Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                StatementResponse::of,
                statement -> statement.id().toString());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One statement with its payments")
    public StatementResponse get(@PathParam("id") UUID id) {
        return StatementResponse.of(statement(id), payments.of(id));
    }

    @GET
    @Path("/{id}/lines")
    @Operation(summary = "What is on a statement, orders first; the amounts add up to its total")
    public Page<StatementLine> lines(@PathParam("id") UUID id, @BeanParam @Valid PageQuery page) {
        return documents.page(statement(id), page);
    }

    @GET
    @Path("/{id}/lines.csv")
    @Produces(StatementDocuments.CSV)
    @Operation(summary = "All lines of a statement as CSV")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = StatementDocuments.CSV))
    public Response csv(@PathParam("id") UUID id) {
        return documents.csv(statement(id));
    }

    @GET
    @Path("/{id}/statement.pdf")
    @Produces(StatementDocuments.PDF)
    @Operation(summary = "A statement to print or send")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = StatementDocuments.PDF))
    public Response pdf(@PathParam("id") UUID id) {
        return documents.pdf(statement(id));
    }

    @POST
    @Path("/{id}/payments")
    @RolesAllowed("finance")
    @Idempotent(optional = true)
    @Operation(
            summary = "Record money that came in for a statement",
            description =
                    "In full, in part or too much. Cashback becomes payable for the transactions that are covered, in the"
                            + " order of their approval. The same bank reference with the same amount and day is the same payment."
                            + " What is `overpaid` is taken off the next statement. All payments of a statement together may"
                            + " come to ten times its total and 1000 of its currency (both can be configured): more is taken for a"
                            + " slip, 422 `amount-invalid`, as is a day of receipt after tomorrow, 400.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PaymentResponse.class)))
    public Response pay(@PathParam("id") UUID id, @NotNull @Valid PaymentRequest request) {
        return Response.status(Response.Status.CREATED)
                .entity(receivePayment.receive(id, request, caller.subject()))
                .build();
    }

    private Statement statement(UUID id) {
        return statements.findByIdOptional(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }
}
