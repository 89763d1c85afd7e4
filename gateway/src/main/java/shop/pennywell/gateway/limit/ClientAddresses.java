package shop.pennywell.gateway.limit;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the client behind trusted proxies. {@code X-Forwarded-*} of anybody else is worthless and ignored; of a chain, the
 * right-most address that is not a trusted proxy counts, because everything left of it may be invented.
 */
@ApplicationScoped
public class ClientAddresses {

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9.-]{1,253}(:\\d{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:\\d{1,5})?");
    private static final int LONGEST_CHAIN = 20;

    private final List<AddressRange> trusted;

    ClientAddresses(LimitConfig config) {
        this.trusted = config.trustedProxies().orElse(List.of()).stream()
                .map(AddressRange::parse)
                .toList();
    }

    /** Whether this can be a Host header: a name or an address, perhaps with a port. */
    public static boolean isHost(String host) {
        return host != null && HOST.matcher(host).matches();
    }

    public ClientAddress of(HttpServerRequest request) {
        var peer = request.connection().remoteAddress().hostAddress();
        var host = request.getHeader("Host");
        var proto = request.isSSL() ? "https" : "http";
        if (peer == null || !isTrusted(peer)) {
            return new ClientAddress(peer == null ? "unknown" : peer, proto, host);
        }
        var toldProto = request.getHeader("X-Forwarded-Proto");
        var toldHost = request.getHeader("X-Forwarded-Host");
        return new ClientAddress(
                client(peer, request.headers().getAll("X-Forwarded-For")),
                "https".equals(toldProto) || "http".equals(toldProto) ? toldProto : proto,
                isHost(toldHost) ? toldHost : host);
    }

    private String client(String peer, List<String> forwardedFor) {
        List<String> chain =
                new ArrayList<>(List.of(String.join(",", forwardedFor).split(",")));
        Collections.reverse(chain);
        var client = peer;
        for (var hop : chain.subList(0, Math.min(chain.size(), LONGEST_CHAIN))) {
            var address = hop.strip();
            if (!AddressRange.isAddress(address)) {
                return client;
            }
            client = address;
            if (!isTrusted(address)) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }
}
