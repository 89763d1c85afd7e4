package shop.pennywell.commission.statement;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.commission.Cursors;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;

/** A partner's own statements. */
@Path("/api/v1/partner/statements")
@RolesAllowed("partner")
class PartnerStatementsResource {
    private final StatementRepository statements;
    private final PaymentRepository payments;
    private final StatementDocuments documents;
    private final Caller caller;

    PartnerStatementsResource(
            StatementRepository statements, PaymentRepository payments, StatementDocuments documents, Caller caller) {
        this.statements = statements;
        this.payments = payments;
        this.documents = documents;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "My statements, newest first")
    @Transactional
    public Page<StatementResponse> list(@BeanParam @Valid PageQuery page) {
        return Page.of(
                statements.before(partnerId(), Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                StatementResponse::of,
                statement -> statement.id().toString());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One of my statements with its payments")
    @Transactional
    public StatementResponse get(@PathParam("id") UUID id) {
        return StatementResponse.of(mine(id), payments.of(id));
    }

    @GET
    @Path("/{id}/lines")
    @Operation(summary = "What is on a statement, orders first; the amounts add up to its total")
    @Transactional
    public Page<StatementLine> lines(@PathParam("id") UUID id, @BeanParam @Valid PageQuery page) {
        return documents.page(mine(id), page);
    }

    @GET
    @Path("/{id}/lines.csv")
    @Produces(StatementDocuments.CSV)
    @Operation(summary = "All lines of a statement as CSV")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = StatementDocuments.CSV))
    public Response csv(@PathParam("id") UUID id) {
        return documents.csv(mine(id));
    }

    @GET
    @Path("/{id}/statement.pdf")
    @Produces(StatementDocuments.PDF)
    @Operation(summary = "A statement to print")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = StatementDocuments.PDF))
    public Response pdf(@PathParam("id") UUID id) {
        return documents.pdf(mine(id));
    }

    private Statement mine(UUID id) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> statements.findByIdOptional(id))
                .filter(statement -> statement.partnerId().equals(partnerId()))
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    private UUID partnerId() {
        return UUID.fromString(caller.claim("partner_id"));
    }
}
