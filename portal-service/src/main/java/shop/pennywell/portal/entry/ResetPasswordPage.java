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
import shop.pennywell.portal.recovery.ResetPassword;

@Path("/reset-password")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class ResetPasswordPage {

    private final ResetPassword resetPassword;

    ResetPasswordPage(ResetPassword resetPassword) {
        this.resetPassword = resetPassword;
    }

    @CheckedTemplate(basePath = "entry")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance resetPassword(String token, FormErrors errors);
    }

    @GET
    public Response form(@QueryParam("token") @DefaultValue("") String token) {
        return Answers.page(Templates.resetPassword(token, FormErrors.none()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response set(
            @FormParam("token") @DefaultValue("") String token,
            @FormParam("password") @DefaultValue("") String password) {
        try {
            resetPassword.with(token, password);
        } catch (Problem problem) {
            return Answers.again(problem, Templates.resetPassword(token, FormErrors.of(problem)));
        }
        return Answers.goTo("/sign-in?notice=password-changed");
    }
}
