package shop.pennywell.portal.recovery;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

@Path("/api/v1/password-resets")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class PasswordResetResource {

    private final RequestPasswordReset requestPasswordReset;
    private final ResetPassword resetPassword;

    PasswordResetResource(RequestPasswordReset requestPasswordReset, ResetPassword resetPassword) {
        this.requestPasswordReset = requestPasswordReset;
        this.resetPassword = resetPassword;
    }

    record PasswordResetRequest(@NotBlank String email) {}

    record NewPasswordRequest(String password) {}

    @POST
    public Response ask(@NotNull @Valid PasswordResetRequest request) {
        requestPasswordReset.forAddress(request.email());
        return Response.accepted().build();
    }

    @PUT
    @Path("/{token}")
    public void set(@PathParam("token") String token, @NotNull NewPasswordRequest request) {
        resetPassword.with(token, request.password());
    }
}
