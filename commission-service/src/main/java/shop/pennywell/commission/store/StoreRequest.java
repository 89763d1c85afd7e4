package shop.pennywell.commission.store;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * @param clickParameter where the store expects our click id; may be left out with a link, which has its own
 * @param link how members get there by way of an affiliate network; without it they go to the landing itself
 * @param markets countries that it sells to; none means that it says nothing about it
 * @param currency of its orders; without it the partner's
 * @param daysToConfirm how long it usually takes to approve an order; without it 30
 * @param claimOpensAfterDays how long a claim about an order has to wait; without it 7
 * @param claimClosesAfterDays how long one is taken at all; without it 100
 * @param active without it, it is
 */
record StoreRequest(
        @NotNull UUID partnerId,

        @NotNull @Size(max = 80) @Pattern(regexp = "[a-z0-9]+(-[a-z0-9]+)*")
        String slug,

        @NotBlank @Size(max = 200) String name,
        @Size(max = 5000) String description,
        @NotEmpty @Size(max = 50) List<@NotBlank @Size(max = 260) String> domains,
        @NotBlank @Size(max = LandingUrl.MAX_LENGTH) String landingUrl,
        @Pattern(regexp = "[A-Za-z0-9_.~-]{1,64}") String clickParameter,
        NetworkLink link,
        @Size(max = 250) List<@NotNull @Pattern(regexp = "[A-Z]{2}") String> markets,
        @Size(max = 50) List<@NotBlank @Size(max = 100) String> categories,
        @Pattern(regexp = "[A-Z]{3}") String currency,
        @Min(0) @Max(1000) Integer daysToConfirm,
        @Min(0) @Max(Store.LONGEST_CLAIM_DAYS) Integer claimOpensAfterDays,
        @Min(1) @Max(Store.LONGEST_CLAIM_DAYS) Integer claimClosesAfterDays,

        @Size(min = 1, max = 2048) @Pattern(regexp = "https?://.+")
        String logoUrl,

        Boolean active) {

    StoreRequest {
        description = description == null ? "" : description;
        markets = markets == null ? List.of() : markets;
        categories = categories == null ? List.of() : categories;
    }

    private static final int USUAL_DAYS_TO_CONFIRM = 30;
    private static final int USUAL_CLAIM_OPENS_AFTER_DAYS = 7;
    private static final int USUAL_CLAIM_CLOSES_AFTER_DAYS = 100;

    /** Null if neither says one. */
    String clickParameterOrTheNetworks() {
        return clickParameter == null && link != null && link.network() != null
                ? link.clickParameter()
                : clickParameter;
    }

    int daysToConfirmOrUsual() {
        return daysToConfirm == null ? USUAL_DAYS_TO_CONFIRM : daysToConfirm;
    }

    int claimOpensAfterDaysOrUsual() {
        return claimOpensAfterDays == null ? USUAL_CLAIM_OPENS_AFTER_DAYS : claimOpensAfterDays;
    }

    int claimClosesAfterDaysOrUsual() {
        return claimClosesAfterDays == null ? USUAL_CLAIM_CLOSES_AFTER_DAYS : claimClosesAfterDays;
    }

    boolean activeOrUsual() {
        return active == null || active;
    }
}
