package shop.pennywell.portal.session;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.portal.member.Member;
import shop.pennywell.portal.member.Members;

/** For a sibling that asks a member for the password before it does something grave. 204 right, 422 wrong, 429 too often. */
@Path("/internal/members/{id}/password-checks")
@RolesAllowed("service")
class PasswordCheckResource {

    private final Members members;
    private final SignIn signIn;

    PasswordCheckResource(Members members, SignIn signIn) {
        this.members = members;
        this.signIn = signIn;
    }

    record PasswordCheckRequest(@NotEmpty String password) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void check(@PathParam("id") UUID id, @NotNull @Valid PasswordCheckRequest request) {
        Member member = members.byId(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        signIn.confirm(member, request.password());
    }
}
