package shop.pennywell.commission.campaign;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.InOurEra;

/**
 * @param name as shoppers read it: "Double cashback weekend"
 * @param storeIds the stores it is for, or else {@code allStores}: by leaving both out nobody raises every rate there is
 * @param groups commission groups; without them every group
 * @param market without it every market
 * @param factor how many times the rate's own share, such as 2; or else {@code memberSharePercent}
 * @param validFrom without it from now on
 */
record RateCampaignRequest(
        @NotBlank @Size(max = 60) @Pattern(regexp = NO_CONTROL)
        String name,

        @Size(min = 1, max = 1000) List<@NotNull UUID> storeIds,
        Boolean allStores,
        @Size(min = 1, max = 100) List<@NotNull @Pattern(regexp = "[A-Za-z0-9_.-]{1,50}") String> groups,
        @Pattern(regexp = "[A-Z]{2}") String market,
        @Size(max = 20) String factor,
        @Size(max = 20) String memberSharePercent,
        @InOurEra Instant validFrom,
        @NotNull @InOurEra Instant validTo) {

    static final String NO_CONTROL = "[^\\p{Cntrl}]*";

    /** What is to change; null stays. */
    record Change(
            @Size(min = 1, max = 60) @Pattern(regexp = NO_CONTROL)
            String name,

            @Size(max = 20) String factor,
            @Size(max = 20) String memberSharePercent,
            @InOurEra Instant validFrom,
            @InOurEra Instant validTo) {

        boolean isOfItsEndOnly() {
            return name == null && factor == null && memberSharePercent == null && validFrom == null;
        }
    }
}
