package shop.pennywell.portal.entry;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.portal.session.EndSession;
import shop.pennywell.portal.session.SessionCookie;
import shop.pennywell.portal.token.TokenIssuer;
import shop.pennywell.portal.viewer.Viewer;

/** A link cannot sign anybody out: it leads to a button that does. */
@Path("/sign-out")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class SignOutPage {

    private final EndSession endSession;
    private final SessionCookie cookie;
    private final Caller caller;
    private final Viewer viewer;

    SignOutPage(EndSession endSession, SessionCookie cookie, Caller caller, Viewer viewer) {
        this.endSession = endSession;
        this.cookie = cookie;
        this.caller = caller;
        this.viewer = viewer;
    }

    @CheckedTemplate(basePath = "entry")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance signOut();
    }

    @GET
    public Response form() {
        return viewer.isSignedIn() ? Answers.page(Templates.signOut()) : Answers.goTo("/");
    }

    @POST
    public Response signOut() {
        if (viewer.isSignedIn() && caller.claim(TokenIssuer.SESSION) != null) {
            endSession.of(UUID.fromString(caller.claim(TokenIssuer.SESSION)));
        }
        return Answers.goTo("/", cookie.cleared());
    }
}
