package shop.pennywell.commission.referral;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "pennywell.referrals")
interface ReferralConfig {

    /** Stores and networks tell of an order that much later than it was placed: only then a referral without one expires. */
    @WithDefault("7d")
    Duration lateReports();

    /** How often a referral that is over but for an order that waits for its verdict is looked at; a verdict itself is noticed at once. */
    @WithDefault("1d")
    Duration lookAgainAfter();

    /** Read by the schedule itself. */
    @WithDefault("5s")
    Duration judgeEvery();
}
