package shop.pennywell.defaults.sibling;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Where the other services answer, by short name: portal, commission, payments, mailing, stats. */
@ConfigMapping(prefix = "pennywell.siblings")
public interface Siblings {

    @WithParentName
    Map<String, URI> urls();

    default URI url(String sibling) {
        URI url = urls().get(sibling);
        if (url == null) {
            throw new IllegalStateException("no address configured for sibling " + sibling);
        }
        return url;
    }

    /** Own name and secret towards siblings. */
    @ConfigMapping(prefix = "pennywell.service")
    interface Self {

        /** Short name, audience and client id of this service. */
        String name();

        String secret();

        @WithDefault("5s")
        Duration timeout();
    }
}
