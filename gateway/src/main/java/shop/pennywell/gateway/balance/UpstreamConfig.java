package shop.pennywell.gateway.balance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Where the services are and how their replicas are used. */
@ConfigMapping(prefix = "gateway")
public interface UpstreamConfig {

    /** Base URLs of each service's replicas ({@code GATEWAY_UPSTREAMS_PORTAL=http://10.0.0.5:8080,http://…}). */
    Addresses upstreams();

    Pool pool();

    Ejection ejection();

    /** Replicas by service. */
    interface Addresses {
        List<URI> portal();

        List<URI> commission();

        List<URI> payments();

        List<URI> mailing();

        List<URI> stats();
    }

    /** Connections to one replica. */
    interface Pool {
        @WithDefault("200")
        int size();

        /** Requests that may wait for a connection; one more is answered 503 at once. */
        @WithDefault("1000")
        int queue();

        /** How long a request may wait in that queue. */
        @WithDefault("5s")
        Duration patience();

        @WithDefault("2s")
        Duration connect();

        /** Must stay below the services' own idle timeout, or we write to connections that they just closed. */
        @WithDefault("20s")
        Duration keepAlive();
    }

    /** How long a replica that refuses connections is left alone: doubled for each further failure. */
    interface Ejection {
        @WithDefault("2s")
        Duration first();

        @WithDefault("30s")
        Duration longest();
    }
}
