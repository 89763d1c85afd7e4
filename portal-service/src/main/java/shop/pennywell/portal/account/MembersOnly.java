package shop.pennywell.portal.account;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import shop.pennywell.portal.entry.Answers;
import shop.pennywell.portal.viewer.Viewer;

/** Sends visitors of account pages to the sign-in, which sends them back. */
class MembersOnly {

    private final Viewer viewer;

    MembersOnly(Viewer viewer) {
        this.viewer = viewer;
    }

    @ServerRequestFilter(priority = 1000)
    public Optional<Response> check(ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        if (!path.startsWith("/account/") || viewer.isSignedIn()) {
            return Optional.empty();
        }
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        boolean comesBack = request.getMethod().equals("GET");
        String goOn = comesBack && query != null ? path + "?" + query : path;
        return Optional.of(Answers.goTo("/sign-in?return="
                + URLEncoder.encode(comesBack ? goOn : "/account/cashback", StandardCharsets.UTF_8)));
    }
}
