package shop.pennywell.portal.entry;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import shop.pennywell.defaults.problem.Problem;
import shop.pennywell.portal.form.FormErrors;
import shop.pennywell.portal.registration.VerifyMember;
import shop.pennywell.portal.session.SessionCookie;

/** Where the mailed link leads. Mail scanners follow links: only the button uses the token up. */
@Path("/verify")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class VerifyPage {

    private final VerifyMember verifyMember;
    private final SessionCookie cookie;

    VerifyPage(VerifyMember verifyMember, SessionCookie cookie) {
        this.verifyMember = verifyMember;
        this.cookie = cookie;
    }

    @CheckedTemplate(basePath = "entry")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance verify(String token, FormErrors errors);
    }

    @GET
    public Response form(@QueryParam("token") @DefaultValue("") String token) {
        return Answers.page(Templates.verify(token, FormErrors.none()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response verify(@FormParam("token") @DefaultValue("") String token) {
        try {
            return Answers.goTo("/account/cashback?welcome=1", cookie.of(verifyMember.with(token)));
        } catch (Problem problem) {
            return Answers.again(problem, Templates.verify("", FormErrors.of(problem)));
        }
    }
}
