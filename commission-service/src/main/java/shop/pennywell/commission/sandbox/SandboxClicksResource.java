package shop.pennywell.commission.sandbox;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.world.Worlds;
import shop.pennywell.defaults.security.Caller;

/** The shoppers that the sandbox has not. */
@Path("/api/v1/partner/sandbox/clicks")
@RolesAllowed("partner")
class SandboxClicksResource {
    private final MakeSandboxClick makeSandboxClick;
    private final Worlds worlds;
    private final Caller caller;

    SandboxClicksResource(MakeSandboxClick makeSandboxClick, Worlds worlds, Caller caller) {
        this.makeSandboxClick = makeSandboxClick;
        this.worlds = worlds;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Make a click on one of my stores, in the sandbox", description = """
                    What a shopper does in production. Orders of the click are reported with sandbox credentials, by the same calls, with the same
                    checks, codes and outcomes. Sent twice it makes two clicks, as a shopper who goes twice. 403 `sandbox-only`
                    with other credentials, 404 `store-unknown`, 429 `too-many-clicks` (1,000 an hour).""")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SandboxClickResponse.class)))
    public Response make(@NotNull @Valid SandboxClickRequest request) {
        if (!worlds.isSandbox()) {
            throw CommissionProblem.SANDBOX_ONLY.problem(null);
        }
        return Response.status(Response.Status.CREATED)
                .entity(makeSandboxClick.make(UUID.fromString(caller.claim("partner_id")), request))
                .build();
    }
}
