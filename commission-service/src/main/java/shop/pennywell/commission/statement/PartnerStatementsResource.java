package shop.pennywell.commission.statement;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.transaction.TransactionRepository;
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
    private final TransactionRepository transactions;
    private final Caller caller;

    PartnerStatementsResource(
            StatementRepository statements,
            PaymentRepository payments,
            TransactionRepository transactions,
            Caller caller) {
        this.statements = statements;
        this.payments = payments;
        this.transactions = transactions;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "My statements, newest first")
    public Page<StatementResponse> list(@BeanParam @Valid PageQuery page) {
        return Page.of(
                statements.before(partnerId(), Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                StatementResponse::of,
                statement -> statement.id().toString());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One of my statements with its lines and payments")
    public StatementResponse get(@PathParam("id") UUID id) {
        return statements
                .findByIdOptional(id)
                .filter(statement -> statement.partnerId().equals(partnerId()))
                .map(statement -> StatementResponse.of(statement, transactions.onStatement(id), payments.of(id)))
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    private UUID partnerId() {
        return UUID.fromString(caller.claim("partner_id"));
    }
}
