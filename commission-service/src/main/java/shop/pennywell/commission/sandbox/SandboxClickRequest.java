package shop.pennywell.commission.sandbox;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;

/**
 * A shopper who goes to a store.
 *
 * @param store its slug
 * @param market the country that the shopper is from; if not said, an unknown one
 * @param clickedAt now if not said; earlier, to try orders that come late
 */
record SandboxClickRequest(
        @NotNull String store, @Pattern(regexp = "[A-Z]{2}") String market, Instant clickedAt) {}
