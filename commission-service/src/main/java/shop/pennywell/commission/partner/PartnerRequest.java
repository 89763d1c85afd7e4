package shop.pennywell.commission.partner;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

record PartnerRequest(
        @NotBlank @Size(max = 200) String name,
        @NotBlank String currency,
        @NotNull Partner.Settlement settlement) {}
