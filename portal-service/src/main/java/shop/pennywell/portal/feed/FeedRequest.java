package shop.pennywell.portal.feed;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import shop.pennywell.portal.offer.FeedFormat;

/** A feed to set up. */
record FeedRequest(
        @NotNull UUID storeId,

        @NotBlank @Size(max = 100) @Pattern(regexp = "[^\\x00-\\x1f]*", message = "must have no control characters")
        String name,

        @NotNull FeedFormat format,

        @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO 3166-1 alpha-2 code")
        String country,

        @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code")
        String currency) {}
