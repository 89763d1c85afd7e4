package shop.pennywell.payments.batch;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

record BatchRequest(
        @NotNull @Pattern(regexp = "[A-Z]{3}", message = "is not an ISO 4217 code")
        String currency) {}
