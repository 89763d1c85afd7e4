package shop.pennywell.gateway.route;

import java.util.Locale;

/** The services behind the gateway. */
public enum Service {
    PORTAL,
    COMMISSION,
    PAYMENTS,
    MAILING,
    STATS;

    /** The name as it stands in URLs, logs and configuration. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
