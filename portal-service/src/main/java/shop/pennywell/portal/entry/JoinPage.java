package shop.pennywell.portal.entry;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import shop.pennywell.portal.viewer.Viewer;

/** Where the links lead that members give to friends. */
@Path("/join")
@PermitAll
class JoinPage {

    private final Invitation invitation;
    private final Viewer viewer;

    JoinPage(Invitation invitation, Viewer viewer) {
        this.invitation = invitation;
        this.viewer = viewer;
    }

    /** A code that nobody has, mistyped or of somebody who has left, is dropped: it must keep nobody from joining. */
    @GET
    public Response join(@QueryParam("ref") String code) {
        if (viewer.isSignedIn()) {
            return Answers.goTo("/account/friends");
        }
        return Answers.goTo(
                "/sign-up", invitation.known(code).map(invitation::cookie).orElseGet(invitation::cleared));
    }
}
