package shop.pennywell.commission.hold;

import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import shop.pennywell.commission.QueryParameter;

/** Which holds a list shows. */
class HoldFilter {
    @QueryParam("status")
    @Parameter(schema = @Schema(implementation = Hold.Status.class))
    String status;

    @QueryParam("rule")
    @Parameter(schema = @Schema(implementation = HoldRule.class))
    String rule;

    @QueryParam("partner")
    @Parameter(schema = @Schema(implementation = UUID.class))
    String partner;

    @QueryParam("transaction")
    @Parameter(schema = @Schema(implementation = UUID.class))
    String transaction;

    String where() {
        return (status == null ? "" : " and status = :status")
                + (rule == null ? "" : " and rule = :rule")
                + (partner == null ? "" : " and partnerId = :partner")
                + (transaction == null ? "" : " and transactionId = :transaction");
    }

    Map<String, Object> parameters() {
        Map<String, Object> set = new HashMap<>();
        and(set, "status", QueryParameter.of(Hold.Status.class, "status", status));
        and(set, "rule", QueryParameter.of(HoldRule.class, "rule", rule));
        and(set, "partner", QueryParameter.uuid("partner", partner));
        and(set, "transaction", QueryParameter.uuid("transaction", transaction));
        return set;
    }

    private static void and(Map<String, Object> set, String name, Object value) {
        if (value != null) {
            set.put(name, value);
        }
    }
}
