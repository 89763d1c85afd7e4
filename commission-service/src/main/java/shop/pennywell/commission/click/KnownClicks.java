package shop.pennywell.commission.click;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import shop.pennywell.commission.world.World;
import shop.pennywell.commission.world.Worlds;

/**
 * The clicks that orders are reported against, remembered for a while: a partner reports several orders of one click, and sends them again.
 * A click never changes. That there is none is never remembered: it may be recorded the next moment.
 */
@ApplicationScoped
public class KnownClicks {
    private final ClickRepository clicks;
    private final SandboxClicks sandbox;
    private final Worlds worlds;
    private final Cache<String, Click> known;

    @ConfigMapping(prefix = "pennywell.known-clicks")
    interface KnownConfig {
        /** Of some 2 KB each. */
        @WithDefault("5000")
        int most();

        @WithDefault("10m")
        Duration keepFor();
    }

    KnownClicks(ClickRepository clicks, SandboxClicks sandbox, Worlds worlds, KnownConfig config) {
        this.clicks = clicks;
        this.sandbox = sandbox;
        this.worlds = worlds;
        this.known = Caffeine.newBuilder()
                .maximumSize(config.most())
                .expireAfterWrite(config.keepFor())
                .build();
    }

    /** Whose clicks these are at the moment. */
    public World world() {
        return worlds.current();
    }

    /** The clicks that there are in the world at hand, by id. */
    public Map<String, Click> all(Collection<String> ids) {
        if (worlds.isSandbox()) {
            return sandbox.all(ids);
        }
        Map<String, Click> found = new HashMap<>(known.getAllPresent(ids));
        List<String> missing =
                ids.stream().filter(id -> !found.containsKey(id)).distinct().toList();
        if (!missing.isEmpty()) {
            Map<String, Click> read = clicks.all(missing);
            known.putAll(read);
            found.putAll(read);
        }
        return found;
    }
}
