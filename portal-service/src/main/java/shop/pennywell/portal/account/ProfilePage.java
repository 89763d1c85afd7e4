package shop.pennywell.portal.account;

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
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import shop.pennywell.defaults.problem.Problem;
import shop.pennywell.portal.entry.Answers;
import shop.pennywell.portal.entry.Choices;
import shop.pennywell.portal.form.FormErrors;
import shop.pennywell.portal.member.EraseMember;
import shop.pennywell.portal.member.Member;
import shop.pennywell.portal.member.Members;
import shop.pennywell.portal.member.ProfileRequest;
import shop.pennywell.portal.member.UpdateProfile;
import shop.pennywell.portal.session.SessionCookie;
import shop.pennywell.portal.session.SignIn;

@Path("/account/profile")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class ProfilePage {

    private final Members members;
    private final UpdateProfile updateProfile;
    private final EraseMember eraseMember;
    private final SignIn signIn;
    private final SessionCookie cookie;
    private final Visit visit;

    ProfilePage(
            Members members,
            UpdateProfile updateProfile,
            EraseMember eraseMember,
            SignIn signIn,
            SessionCookie cookie,
            Visit visit) {
        this.members = members;
        this.updateProfile = updateProfile;
        this.eraseMember = eraseMember;
        this.signIn = signIn;
        this.cookie = cookie;
        this.visit = visit;
    }

    @CheckedTemplate(basePath = "account")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance profile(
                String email,
                ProfileRequest form,
                String notice,
                FormErrors errors,
                FormErrors eraseErrors,
                Offered offered);
    }

    record Offered(List<Choices.Choice> countries, List<Choices.Choice> languages, List<Choices.Choice> currencies) {}

    @GET
    public Response page(@QueryParam("notice") @DefaultValue("") String notice) {
        Member member = member();
        return Answers.page(view(member, stored(member), notice, FormErrors.none(), FormErrors.none()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(
            @FormParam("displayName") @DefaultValue("") String displayName,
            @FormParam("country") @DefaultValue("") String country,
            @FormParam("locale") @DefaultValue("") String locale,
            @FormParam("currency") @DefaultValue("") String currency) {
        Member member = member();
        ProfileRequest form = new ProfileRequest(displayName, country, locale, currency);
        try {
            updateProfile.of(member.id(), form);
        } catch (Problem problem) {
            return Answers.again(problem, view(member, form, "", FormErrors.of(problem), FormErrors.none()));
        }
        return Answers.goTo("/account/profile?notice=saved");
    }

    @POST
    @Path("/erasure")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response erase(@FormParam("password") @DefaultValue("") String password) {
        Member member = member();
        try {
            signIn.confirm(member, password);
            eraseMember.of(member.id());
        } catch (Problem problem) {
            return Answers.again(problem, view(member, stored(member), "", FormErrors.none(), FormErrors.of(problem)));
        }
        return Answers.goTo("/sign-in?notice=erased", cookie.cleared());
    }

    private Member member() {
        // A token outlives its member by some minutes.
        return members.byId(visit.memberId())
                .orElseThrow(() -> new WebApplicationException(Answers.goTo("/sign-in", cookie.cleared())));
    }

    private static ProfileRequest stored(Member member) {
        String name = member.displayName() == null ? "" : member.displayName();
        return new ProfileRequest(name, member.country(), member.locale(), member.currency());
    }

    private static TemplateInstance view(
            Member member, ProfileRequest form, String notice, FormErrors errors, FormErrors eraseErrors) {
        Offered offered = new Offered(Choices.countries(), Choices.languages(member.locale()), Choices.currencies());
        return Templates.profile(member.email(), form, notice, errors, eraseErrors, offered);
    }
}
