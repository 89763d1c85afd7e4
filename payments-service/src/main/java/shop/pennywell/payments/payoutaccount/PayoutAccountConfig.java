package shop.pennywell.payments.payoutaccount;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "payout")
interface PayoutAccountConfig {

    /** How long payouts wait after a member changed the bank account, so that a hijacked member can still notice. */
    @WithDefault("72h")
    Duration holdAfterAccountChange();

    /**
     * Base64, 32 bytes: what fingerprints of bank accounts are keyed with. By default the key that encrypts; set it to that key when another
     * takes its place, or the same account will have two fingerprints.
     */
    Optional<String> fingerprintSecret();
}
