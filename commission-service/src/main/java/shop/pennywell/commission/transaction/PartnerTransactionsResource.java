package shop.pennywell.commission.transaction;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.commission.Cursors;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;

/** What a partner reads back of its own. */
@Path("/api/v1/partner")
@RolesAllowed("partner")
class PartnerTransactionsResource {
    private final TransactionRepository transactions;
    private final Caller caller;

    PartnerTransactionsResource(TransactionRepository transactions, Caller caller) {
        this.transactions = transactions;
        this.caller = caller;
    }

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

    private UUID partnerId() {
        return UUID.fromString(caller.claim("partner_id"));
    }
}
