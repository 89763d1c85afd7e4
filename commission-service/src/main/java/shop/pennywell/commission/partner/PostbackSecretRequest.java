package shop.pennywell.commission.partner;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** @param previousValidHours how long the secret that is replaced counts yet; a week if not said */
record PostbackSecretRequest(@Min(0) @Max(720) Integer previousValidHours) {
    private static final int A_WEEK = 168;

    Duration previousFor() {
        return Duration.ofHours(previousValidHours == null ? A_WEEK : previousValidHours);
    }
}
