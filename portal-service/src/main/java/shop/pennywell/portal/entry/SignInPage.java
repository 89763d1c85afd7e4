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
import shop.pennywell.portal.attempt.Source;
import shop.pennywell.portal.form.FormErrors;
import shop.pennywell.portal.session.SessionCookie;
import shop.pennywell.portal.session.SignIn;
import shop.pennywell.portal.viewer.Viewer;

@Path("/sign-in")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class SignInPage {

    private static final String HOME = "/account/cashback";

    private final SignIn signIn;
    private final SessionCookie cookie;
    private final Source source;
    private final Viewer viewer;

    SignInPage(SignIn signIn, SessionCookie cookie, Source source, Viewer viewer) {
        this.signIn = signIn;
        this.cookie = cookie;
        this.source = source;
        this.viewer = viewer;
    }

    @CheckedTemplate(basePath = "entry")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance signIn(String email, String goOn, String notice, FormErrors errors);
    }

    /** @param goOn where to go afterwards; on this site only */
    @GET
    public Response form(@QueryParam("return") String goOn, @QueryParam("notice") String notice) {
        String path = LocalPath.of(goOn, HOME);
        if (viewer.isSignedIn()) {
            return Answers.goTo(path);
        }
        return Answers.page(Templates.signIn("", path, notice == null ? "" : notice, FormErrors.none()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response signIn(
            @FormParam("email") @DefaultValue("") String email,
            @FormParam("password") @DefaultValue("") String password,
            @FormParam("return") String goOn) {
        String path = LocalPath.of(goOn, HOME);
        try {
            return signIn.asMember(email, password, source.network())
                    .map(session -> Answers.goTo(path, cookie.of(session)))
                    .orElseGet(() -> Answers.goTo("/sign-in?notice=staff"));
        } catch (Problem problem) {
            return Answers.again(problem, Templates.signIn(email, path, "", FormErrors.of(problem)));
        }
    }
}
