package shop.pennywell.portal.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shop.pennywell.portal.entry.Answers;
import shop.pennywell.portal.member.Member;
import shop.pennywell.portal.member.Members;

/** The link by which a member brings friends, and what has come of it. The link needs nobody but portal. */
@Path("/account/friends")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class FriendsPage {

    private final Visit visit;
    private final Members members;
    private final String publicUrl;

    FriendsPage(Visit visit, Members members, @ConfigProperty(name = "pennywell.public-url") String publicUrl) {
        this.visit = visit;
        this.members = members;
        this.publicUrl = publicUrl.replaceFirst("/$", "");
    }

    @CheckedTemplate(basePath = "account")
    static final class Templates {
        private Templates() {}

        /**
         * @param link empty for an account that is just being erased
         * @param friends null when commission-service is away
         */
        static native TemplateInstance friends(String link, Friends friends);
    }

    @GET
    public Response page(@QueryParam("cursor") String cursor) {
        String from = cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        Reply reply = visit.commission("/api/v1/me/referrals?limit=20" + from).join();
        String link = members.byId(visit.memberId())
                .map(Member::ownReferralCode)
                .map(code -> publicUrl + "/join?ref=" + code)
                .orElse("");
        return Answers.page(Templates.friends(link, reply.read(Friends::of).orElse(null)));
    }
}
