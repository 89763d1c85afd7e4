package shop.pennywell.commission.network;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import shop.pennywell.commission.InOurEra;
import shop.pennywell.commission.NetworkName;

/**
 * @param zone IANA, of times that the network states without one; null for the network's usual one
 * @param currency of amounts that the network states without one; null for the partner's
 * @param since nothing earlier is asked for; null for as far as the sweep goes back
 * @param credentials by name, as the network hands them out
 */
record NetworkAccountRequest(
        @NotNull NetworkName network,
        @NotNull UUID partnerId,
        @NotBlank @Size(max = 200) String name,
        @Size(max = 50) String zone,
        @Size(max = 3) String currency,
        @InOurEra Instant since,
        @NotNull @Size(max = 10) Map<@NotNull @Size(max = 50) String, @NotNull @Size(max = 1000) String> credentials,
        Boolean enabled) {

    /** What staff may change; null for what stays. */
    record Change(
            @Size(min = 1, max = 200) String name,
            @Size(max = 50) String zone,
            @Size(max = 3) String currency,
            @Size(max = 10) Map<@NotNull @Size(max = 50) String, @NotNull @Size(max = 1000) String> credentials,
            Boolean enabled) {}
}
