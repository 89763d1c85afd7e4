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

/**
 * The clicks that orders are reported against, remembered for a while: a partner reports several orders of one click, and sends them again.
 * A click never changes. That there is none is never remembered: it may be recorded the next moment.
 */
@ApplicationScoped
public class KnownClicks {
    private final ClickRepository clicks;
    private final Cache<String, Click> known;

    @ConfigMapping(prefix = "pennywell.known-clicks")
    interface KnownConfig {
        /** Of some 2 KB each. */
        @WithDefault("5000")
        int most();

        @WithDefault("10m")
        Duration keepFor();
    }

    KnownClicks(ClickRepository clicks, KnownConfig config) {
        this.clicks = clicks;
        this.known = Caffeine.newBuilder()
                .maximumSize(config.most())
                .expireAfterWrite(config.keepFor())
                .build();
    }

    /** The clicks that there are, by id. */
    public Map<String, Click> all(Collection<String> ids) {
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
