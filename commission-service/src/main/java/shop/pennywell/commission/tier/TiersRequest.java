package shop.pennywell.commission.tier;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import shop.pennywell.commission.rate.Tier;

/** What every tier adds; one that is not named adds nothing. */
record TiersRequest(@NotNull @Size(max = 3) List<@NotNull @Valid Entry> tiers) {

    /** @param extraSharePoints percentage points of the commission, with at most four decimals */
    record Entry(
            @NotNull Tier tier, @NotNull @Size(max = 20) String extraSharePoints) {}
}
