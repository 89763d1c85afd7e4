package shop.pennywell.commission.webhook.wire;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How partners' endpoints are called. */
@ConfigMapping(prefix = "pennywell.webhook-calls")
public interface WireConfig {

    /** Of one call, from the connection to the last byte of the answer that is read. */
    @WithDefault("15s")
    Duration timeout();

    @WithDefault("5s")
    Duration connectTimeout();

    /** Of an answer; what is beyond is not read, and nothing of it is kept. */
    @WithDefault("64K")
    MemorySize mostOfAnswer();

    /** Hosts, in lower case, that may be reached by http and wherever they are. For a demo and for tests on one machine only. */
    Optional<Set<String>> localHosts();
}
