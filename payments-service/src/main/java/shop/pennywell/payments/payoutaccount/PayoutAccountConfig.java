package shop.pennywell.payments.payoutaccount;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "payout")
interface PayoutAccountConfig {

    /** How long payouts wait after a member changed the bank account, so that a hijacked member can still notice. */
    @WithDefault("72h")
    Duration holdAfterAccountChange();
}
