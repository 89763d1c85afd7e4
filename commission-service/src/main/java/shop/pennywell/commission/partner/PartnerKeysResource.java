package shop.pennywell.commission.partner;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where the gateway and this service find the keys of partner tokens. */
@Path("/internal/partner-jwks.json")
@PermitAll
class PartnerKeysResource {
    private final PartnerKeys keys;

    PartnerKeysResource(PartnerKeys keys) {
        this.keys = keys;
    }

    @GET
    @Operation(summary = "The public keys of partner tokens (RFC 7517)")
    public Map<String, Object> keys() {
        return keys.published();
    }
}
