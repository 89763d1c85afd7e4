package shop.pennywell.gateway.proxy;

import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import shop.pennywell.gateway.session.SessionConfig;

/** What a browser is told to be careful about, wherever the service has not said so itself. */
@ApplicationScoped
class SecurityHeaders {

    private final String contentSecurityPolicy;
    private final boolean secure;

    SecurityHeaders(ProxyConfig config, SessionConfig session) {
        this.contentSecurityPolicy = config.contentSecurityPolicy();
        this.secure = "https".equals(session.publicUrl().getScheme());
    }

    void complete(MultiMap headers) {
        add(headers, "X-Content-Type-Options", "nosniff");
        if (secure) {
            add(headers, "Strict-Transport-Security", "max-age=31536000");
        }
        var type = headers.get("Content-Type");
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
            add(headers, "Content-Security-Policy", contentSecurityPolicy);
            add(headers, "Referrer-Policy", "strict-origin-when-cross-origin");
            add(headers, "X-Frame-Options", "DENY");
        }
    }

    private static void add(MultiMap headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }
}
