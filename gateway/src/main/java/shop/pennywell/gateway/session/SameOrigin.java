package shop.pennywell.gateway.session;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import shop.pennywell.gateway.limit.ClientAddress;

/**
 * Tells our own pages' requests from other sites' by the headers that browsers set and scripts cannot
 * (Fetch Metadata, W3C; Origin, RFC 6454). A request with neither is not taken for ours.
 */
final class SameOrigin {

    private final String publicOrigin;

    SameOrigin(URI publicUrl) {
        this.publicOrigin = publicUrl.getScheme() + "://" + publicUrl.getAuthority();
    }

    boolean holds(HttpServerRequest request, ClientAddress client) {
        var site = request.getHeader("Sec-Fetch-Site");
        var origin = request.getHeader("Origin");
        boolean siteHolds = site == null || site.equals("same-origin");
        boolean originHolds =
                origin == null || origin.equals(publicOrigin) || origin.equals(client.proto() + "://" + client.host());
        return (site != null || origin != null) && siteHolds && originHolds;
    }
}
