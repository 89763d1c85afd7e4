package shop.pennywell.commission.claim;

import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import shop.pennywell.commission.QueryParameter;

/** Which claims a queue shows. */
class ClaimFilter {
    @QueryParam("status")
    @Parameter(schema = @Schema(implementation = Claim.Status.class))
    String status;

    @QueryParam("type")
    @Parameter(schema = @Schema(implementation = Claim.Type.class))
    String type;

    /** A store's slug. */
    @QueryParam("store")
    String store;

    /** For staff only. */
    @QueryParam("partner")
    @Parameter(schema = @Schema(implementation = UUID.class))
    String partner;

    private boolean forwardedOnly;

    /** What a partner may see: its own, once they were sent to it. */
    ClaimFilter of(UUID onlyPartner) {
        this.partner = onlyPartner.toString();
        this.forwardedOnly = true;
        return this;
    }

    String where() {
        return (partner == null ? "" : " and partnerId = :partner")
                + (status == null ? "" : " and status = :status")
                + (type == null ? "" : " and type = :type")
                + (store == null ? "" : " and storeSlug = :store")
                + (forwardedOnly ? " and forwardedAt is not null" : "");
    }

    Map<String, Object> parameters() {
        Map<String, Object> set = new HashMap<>();
        and(set, "partner", QueryParameter.uuid("partner", partner));
        and(set, "status", QueryParameter.of(Claim.Status.class, "status", status));
        and(set, "type", QueryParameter.of(Claim.Type.class, "type", type));
        and(set, "store", store);
        return set;
    }

    private static void and(Map<String, Object> set, String name, Object value) {
        if (value != null) {
            set.put(name, value);
        }
    }
}
