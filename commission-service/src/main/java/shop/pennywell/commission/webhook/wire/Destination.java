package shop.pennywell.commission.webhook.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where a request goes: the address that was judged is the one that is connected to, whatever the name leads to a moment later. The name is
 * what the certificate must be for.
 */
public record Destination(URI url, InetAddress address) {

    boolean isTls() {
        return url.getScheme().equals("https");
    }

    String host() {
        return url.getHost();
    }

    int port() {
        return url.getPort() >= 0 ? url.getPort() : isTls() ? 443 : 80;
    }

    InetSocketAddress socket() {
        return new InetSocketAddress(address, port());
    }

    String pathAndQuery() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }
}
