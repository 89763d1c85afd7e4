package shop.pennywell.commission.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import shop.pennywell.commission.InOurEra;
import shop.pennywell.commission.webhook.wire.Destinations;

/** @param events which kinds it wants to hear of */
record WebhookRequest(
        @NotNull @Size(max = Destinations.LONGEST_URL) String url,

        @NotEmpty @Size(max = 10) List<@NotNull @Pattern(regexp = WebhookEvent.ASKABLE) String> events) {

    /** What is to change; null stays. */
    record Change(
            @Size(max = Destinations.LONGEST_URL) String url,

            @Size(min = 1, max = 10) List<@NotNull @Pattern(regexp = WebhookEvent.ASKABLE) String> events,

            Boolean enabled) {}

    /** @param overlapHours how long the present secret signs beside the new one; without it a day */
    record Rotation(@Min(0) @Max(168) Integer overlapHours) {
        private static final int A_DAY = 24;

        int hours() {
            return overlapHours == null ? A_DAY : overlapHours;
        }
    }

    /** @param since of what occurred from then on */
    record Replay(@NotNull @InOurEra Instant since) {}
}
