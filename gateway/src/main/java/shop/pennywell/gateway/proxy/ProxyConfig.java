package shop.pennywell.gateway.proxy;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long things may take, and what we say to browsers by default. */
@ConfigMapping(prefix = "gateway")
public interface ProxyConfig {

    Timeouts timeouts();

    /** For HTML of services that set none. Stores' logos and products' pictures come from their own sites. */
    @WithDefault("default-src 'self'; img-src 'self' data: http: https:; object-src 'none'; base-uri 'self';"
            + " frame-ancestors 'none'")
    String contentSecurityPolicy();

    /**
     * How much memory all bodies together may take that are kept until they are complete and answered; beyond it they stream, and
     * are not repeated.
     */
    @WithDefault("32M")
    MemorySize keptBodies();

    /** Counted from the request's head. */
    interface Timeouts {
        /** Until the head of the answer, tries at several replicas included. */
        @WithDefault("30s")
        Duration request();

        /** The same for uploads. */
        @WithDefault("20m")
        Duration upload();

        /** Without a single byte while a body streams, in either direction. */
        @WithDefault("30s")
        Duration idle();
    }
}
