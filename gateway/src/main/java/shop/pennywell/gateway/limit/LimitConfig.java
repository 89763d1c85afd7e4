package shop.pennywell.gateway.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Whom to believe about addresses, and how much one address may do. */
@ConfigMapping(prefix = "gateway")
public interface LimitConfig {

    /** Address ranges (CIDR) of the load balancers in front of us, whose {@code X-Forwarded-*} we believe. */
    Optional<List<String>> trustedProxies();

    SignInRate signInRate();

    /** Requests to sign-in, registration and token endpoints from one address, in this replica. */
    interface SignInRate {
        /** How many at once. */
        @WithDefault("1000")
        int burst();

        /** How many more each second. */
        @WithDefault("20")
        double perSecond();

        /** Addresses remembered; the least recent is forgotten first. */
        @WithDefault("100000")
        int addresses();
    }
}
