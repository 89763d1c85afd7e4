package shop.pennywell.portal.attempt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "pennywell.attempts")
interface AttemptConfig {

    /** Failed sign-ins of one account before it has to wait. */
    @WithDefault("5")
    int account();

    /** Failed sign-ins from one network address; more, because whole offices and mobile networks share one. */
    @WithDefault("30")
    int source();

    /** Mails that strangers can make us send to one address. */
    @WithDefault("5")
    int mails();

    @WithDefault("15m")
    Duration window();
}
