package shop.pennywell.portal.attempt;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;

/** Where a request comes from, as far as counting goes: the address, of IPv6 the /64 that one customer has to himself. */
@RequestScoped
public class Source {

    private static final int GROUPS_OF_A_NETWORK = 4;

    private final HttpServerRequest request;

    Source(HttpServerRequest request) {
        this.request = request;
    }

    public String network() {
        return request.remoteAddress() == null
                ? "unknown"
                : networkOf(request.remoteAddress().hostAddress());
    }

    static String networkOf(String address) {
        if (address == null || !address.contains(":")) {
            return address == null ? "unknown" : address;
        }
        String[] groups = expand(address).split(":", -1);
        return groups.length <= GROUPS_OF_A_NETWORK
                ? address
                : String.join(":", groups[0], groups[1], groups[2], groups[3]) + "::/64";
    }

    private static String expand(String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            return address;
        }
        int given = (int) address.chars().filter(c -> c == ':').count();
        String zeros = "0:".repeat(Math.max(1, 8 - given));
        String expanded = address.substring(0, gap) + ":" + zeros + address.substring(gap + 2);
        return expanded.startsWith(":") ? "0" + expanded : expanded;
    }
}
