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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import shop.pennywell.portal.form.FormErrors;
import shop.pennywell.portal.member.EmailAddress;
import shop.pennywell.portal.recovery.RequestPasswordReset;

@Path("/forgotten-password")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class ForgottenPasswordPage {

    private final RequestPasswordReset requestPasswordReset;

    ForgottenPasswordPage(RequestPasswordReset requestPasswordReset) {
        this.requestPasswordReset = requestPasswordReset;
    }

    @CheckedTemplate(basePath = "entry")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance forgottenPassword(String email, FormErrors errors);
    }

    @GET
    public Response form() {
        return Answers.page(Templates.forgottenPassword("", FormErrors.none()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response ask(@FormParam("email") @DefaultValue("") String email) {
        if (EmailAddress.canonical(email).isEmpty()) {
            FormErrors errors = FormErrors.of(Map.of("email", "is not a mail address"));
            return Answers.page(422, Templates.forgottenPassword(email, errors));
        }
        requestPasswordReset.forAddress(email);
        return Answers.page(SignUpPage.Templates.checkMail(email.strip(), "reset"));
    }
}
