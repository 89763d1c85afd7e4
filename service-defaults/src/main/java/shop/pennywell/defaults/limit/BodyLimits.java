package shop.pennywell.defaults.limit;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How large a body may be at which address. A service with large uploads raises {@code quarkus.http.limits.max-body-size} to
 * the largest of them; the limits here hold below that.
 */
@Singleton
class BodyLimits {

    private record Large(Pattern path, long bytes) {}

    private final long common;
    private final List<Large> large;

    BodyLimits(Config config) {
        this.common = config.maxBodySize().asLongValue();
        this.large = config.largeBodies().values().stream()
                .map(body -> new Large(Pattern.compile(body.path()), body.max().asLongValue()))
                .toList();
    }

    /** The largest body in bytes that {@code path} takes. */
    long of(String path) {
        return large.stream()
                .filter(body -> path != null && body.path().matcher(path).matches())
                .map(Large::bytes)
                .findFirst()
                .orElse(common);
    }

    /** Largest bodies, in bytes. */
    @ConfigMapping(prefix = "pennywell.http")
    interface Config {

        @WithDefault("2M")
        MemorySize maxBodySize();

        /** Addresses that take more, by any name. */
        Map<String, LargeBody> largeBodies();

        /** One kind of upload. */
        interface LargeBody {

            /** Regular expression for the whole path. */
            String path();

            MemorySize max();
        }
    }
}
