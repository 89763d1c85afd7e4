package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.defaults.sql.Idempotent;

/** Where partners report and validate orders. */
@Path("/api/v1/partner")
@RolesAllowed("partner")
class OrdersResource {
    private final ReportOrders reportOrders;
    private final ValidateTransactions validateTransactions;
    private final Caller caller;

    OrdersResource(ReportOrders reportOrders, ValidateTransactions validateTransactions, Caller caller) {
        this.reportOrders = reportOrders;
        this.validateTransactions = validateTransactions;
        this.caller = caller;
    }

    record BatchResponse(List<BatchResult> results) {}

    @POST
    @Path("/orders")
    @Idempotent
    @Operation(summary = "Report 1 to 1000 orders", description = """
                    `{"orders":[…]}` or the bare array. Each order is judged on its own. Codes of a rejected order: `malformed-order`,
                    `order-reference-invalid`, `click-unknown`, `click-of-sandbox`, `click-of-production`, `store-not-yours`, `currency-invalid`, `currency-mismatch`,
                    `items-missing`, `quantity-invalid`, `amount-invalid`, `ordered-at-invalid`, `ordered-before-click`,
                    `window-passed`. An accepted order has the code `group-defaulted` if an item's group is missing or unknown. Amounts
                    are decimal strings from 0 to 10^10 minor units an order, quantities from 1 to 1,000,000.""")
    public Response orders(JsonNode body) {
        return Response.ok(new BatchResponse(
                        reportOrders.report(partnerId(), caller.subject(), Batch.entries(body, "orders"))))
                .build();
    }

    @POST
    @Path("/validations")
    @Idempotent(optional = true)
    @Operation(summary = "Approve, decline, amend or reverse 1 to 1000 transactions", description = """
                    `{"validations":[…]}` or the bare array. Each names its transaction by `transactionId`, by `orderReference`, or by both,
                    which must then be of the same one. AMEND gives the items that are left of the order, each with what is
                    left of it; an item that is not given, or has quantity 0, is gone. APPROVE may give the items too: what is left is then amended and
                    approved at once, or neither. REVERSE takes an order back that was approved already, also one that is
                    billed or paid: the next statement takes it off. Codes of a rejected validation:
                    `malformed-validation`, `action-unknown`, `transaction-unknown`, `transaction-ambiguous`, `reason-missing`,
                    `reason-unknown`, `items-missing`, `quantity-invalid`, `amount-invalid`, `not-pending`, `not-reversible`.""")
    public Response validations(JsonNode body) {
        return Response.ok(new BatchResponse(validateTransactions.validate(
                        partnerId(), caller.subject(), Batch.entries(body, "validations"))))
                .build();
    }

    private UUID partnerId() {
        return UUID.fromString(caller.claim("partner_id"));
    }
}
