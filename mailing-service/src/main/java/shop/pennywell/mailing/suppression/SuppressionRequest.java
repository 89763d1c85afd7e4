package shop.pennywell.mailing.suppression;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

record SuppressionRequest(
        @NotBlank @Size(max = 254) String address,
        @NotNull SuppressionReason reason,
        @Size(max = 500) String note) {}
