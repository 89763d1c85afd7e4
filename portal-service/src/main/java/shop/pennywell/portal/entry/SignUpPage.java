package shop.pennywell.portal.entry;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import shop.pennywell.defaults.problem.Problem;
import shop.pennywell.portal.form.FormErrors;
import shop.pennywell.portal.registration.RegisterMember;
import shop.pennywell.portal.registration.RegistrationRequest;
import shop.pennywell.portal.viewer.Viewer;

@Path("/sign-up")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class SignUpPage {

    private final RegisterMember registerMember;
    private final Invitation invitation;
    private final Viewer viewer;

    SignUpPage(RegisterMember registerMember, Invitation invitation, Viewer viewer) {
        this.registerMember = registerMember;
        this.invitation = invitation;
        this.viewer = viewer;
    }

    @CheckedTemplate(basePath = "entry")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance signUp(
                Form form, FormErrors errors, List<Choices.Choice> countries, List<Choices.Choice> languages);

        static native TemplateInstance checkMail(String email, String purpose);
    }

    /** What was typed, to be shown again. The password is not. */
    public static class Form {

        @FormParam("email")
        public String email = "";

        @FormParam("password")
        public String password = "";

        @FormParam("country")
        public String country = "";

        @FormParam("locale")
        public String locale = "";

        @FormParam("displayName")
        public String displayName = "";

        @FormParam("referralCode")
        public String referralCode = "";

        @FormParam("acceptTerms")
        public String acceptTerms = "";

        RegistrationRequest request() {
            return new RegistrationRequest(
                    email, password, country, locale, null, displayName, referralCode, "true".equals(acceptTerms));
        }
    }

    /** An invitation that is not known is left out; one that was typed is refused by name, since it can be corrected. */
    @GET
    public Response form(@QueryParam("ref") String linked, @CookieParam(Invitation.COOKIE) String kept) {
        if (viewer.isSignedIn()) {
            return Answers.goTo("/account/cashback");
        }
        Form form = new Form();
        form.referralCode =
                invitation.known(linked).or(() -> invitation.known(kept)).orElse("");
        form.country = viewer.locale().getCountry();
        form.locale = viewer.locale().toLanguageTag();
        return Answers.page(page(form, FormErrors.none()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response register(@BeanParam Form form) {
        try {
            registerMember.from(form.request());
        } catch (Problem problem) {
            return Answers.again(problem, page(form, FormErrors.of(problem)));
        }
        return Response.fromResponse(Answers.page(Templates.checkMail(form.email.strip(), "verify")))
                .header("Set-Cookie", invitation.cleared())
                .build();
    }

    private static TemplateInstance page(Form form, FormErrors errors) {
        return Templates.signUp(form, errors, Choices.countries(), Choices.languages(form.locale));
    }
}
