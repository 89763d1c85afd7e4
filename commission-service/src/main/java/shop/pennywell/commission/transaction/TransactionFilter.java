package shop.pennywell.commission.transaction;

import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Which transactions a list shows. */
class TransactionFilter {
    @QueryParam("status")
    Status status;

    @QueryParam("storeId")
    UUID storeId;

    @QueryParam("orderReference")
    String orderReference;

    /** For staff only. */
    @QueryParam("partnerId")
    UUID partnerId;

    /** For staff only. */
    @QueryParam("memberId")
    UUID memberId;

    /** The conditions that are set. */
    String where() {
        return (partnerId == null ? "" : " and partnerId = :partner")
                + (status == null ? "" : " and status = :status")
                + (storeId == null ? "" : " and storeId = :store")
                + (orderReference == null ? "" : " and orderReference = :reference")
                + (memberId == null ? "" : " and memberId = :member");
    }

    Map<String, Object> parameters() {
        Map<String, Object> set = new HashMap<>();
        and(set, "partner", partnerId);
        and(set, "status", status);
        and(set, "store", storeId);
        and(set, "reference", orderReference);
        and(set, "member", memberId);
        return set;
    }

    TransactionFilter of(UUID onlyPartner) {
        this.partnerId = onlyPartner;
        this.memberId = null;
        return this;
    }

    private static void and(Map<String, Object> set, String name, Object value) {
        if (value != null) {
            set.put(name, value);
        }
    }
}
