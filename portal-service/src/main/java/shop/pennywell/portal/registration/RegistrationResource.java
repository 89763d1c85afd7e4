package shop.pennywell.portal.registration;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import shop.pennywell.portal.session.SessionResponse;

@Path("/api/v1/members")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class RegistrationResource {

    private final RegisterMember registerMember;
    private final RegisterOnce registerOnce;
    private final VerifyMember verifyMember;

    RegistrationResource(RegisterMember registerMember, RegisterOnce registerOnce, VerifyMember verifyMember) {
        this.registerMember = registerMember;
        this.registerOnce = registerOnce;
        this.verifyMember = verifyMember;
    }

    record VerificationRequest(@NotBlank @Size(max = 200) String token) {}

    /** The same for everybody: whether an address has an account is nobody's business. */
    record RegistrationResponse(String status) {}

    @POST
    public Response register(@NotNull RegistrationRequest request) {
        return registerOnce.keep(registerMember.prepared(request));
    }

    @POST
    @Path("/verification")
    public Response verify(@NotNull @Valid VerificationRequest request) {
        SessionResponse session = verifyMember.with(request.token());
        return Response.ok(session).header("Cache-Control", "no-store").build();
    }
}
