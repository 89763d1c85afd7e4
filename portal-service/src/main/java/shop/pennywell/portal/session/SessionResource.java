package shop.pennywell.portal.session;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.portal.PortalProblem;
import shop.pennywell.portal.attempt.Source;
import shop.pennywell.portal.token.TokenIssuer;

@Path("/api/v1/sessions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class SessionResource {

    private final SignIn signIn;
    private final RefreshSession refreshSession;
    private final EndSession endSession;
    private final Source source;
    private final Caller caller;

    SessionResource(SignIn signIn, RefreshSession refreshSession, EndSession endSession, Source source, Caller caller) {
        this.signIn = signIn;
        this.refreshSession = refreshSession;
        this.endSession = endSession;
        this.source = source;
        this.caller = caller;
    }

    record SessionRequest(
            @NotBlank @Size(max = 1000) String email,
            @NotEmpty String password) {}

    record RefreshRequest(@NotBlank @Size(max = 200) String refreshToken) {}

    @POST
    @PermitAll
    public Response signIn(@NotNull @Valid SessionRequest request) {
        return answer(signIn.with(request.email(), request.password(), source.network()));
    }

    @POST
    @PermitAll
    @Path("/refresh")
    public Response refresh(@NotNull @Valid RefreshRequest request) {
        return answer(refreshSession
                .with(request.refreshToken())
                .orElseThrow(() -> PortalProblem.REFRESH_TOKEN_INVALID.problem(null)));
    }

    @DELETE
    @Path("/current")
    @RolesAllowed({"member", "staff"})
    @Consumes(MediaType.WILDCARD)
    public void end() {
        String session = caller.claim(TokenIssuer.SESSION);
        if (session != null) {
            endSession.of(UUID.fromString(session));
        }
    }

    private static Response answer(SessionResponse session) {
        return Response.ok(session).header("Cache-Control", "no-store").build();
    }
}
