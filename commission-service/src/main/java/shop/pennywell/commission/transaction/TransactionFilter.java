package shop.pennywell.commission.transaction;

import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import shop.pennywell.commission.QueryParameter;

/** Which transactions a list shows. */
class TransactionFilter {
    @QueryParam("status")
    @Parameter(schema = @Schema(implementation = Status.class))
    String status;

    @QueryParam("storeId")
    @Parameter(schema = @Schema(implementation = UUID.class))
    String storeId;

    @QueryParam("orderReference")
    String orderReference;

    /** For staff only. */
    @QueryParam("partnerId")
    @Parameter(schema = @Schema(implementation = UUID.class))
    String partnerId;

    /** For staff only. */
    @QueryParam("memberId")
    @Parameter(schema = @Schema(implementation = UUID.class))
    String memberId;

    /** The conditions that are set. */
    String where() {
        return (partnerId == null ? "" : " and partnerId = :partner")
                + (status == null ? "" : " and status = :status")
                + (storeId == null ? "" : " and storeId = :store")
                + (orderReference == null ? "" : " and orderReference = :reference")
                + (memberId == null ? "" : " and memberId = :member");
    }

    /** Their values. */
    Map<String, Object> parameters() {
        Map<String, Object> set = new HashMap<>();
        and(set, "partner", QueryParameter.uuid("partnerId", partnerId));
        and(set, "status", QueryParameter.of(Status.class, "status", status));
        and(set, "store", QueryParameter.uuid("storeId", storeId));
        and(set, "reference", orderReference);
        and(set, "member", QueryParameter.uuid("memberId", memberId));
        return set;
    }

    TransactionFilter of(UUID onlyPartner) {
        this.partnerId = onlyPartner.toString();
        this.memberId = null;
        return this;
    }

    private static void and(Map<String, Object> set, String name, Object value) {
        if (value != null) {
            set.put(name, value);
        }
    }
}
