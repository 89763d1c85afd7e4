package shop.pennywell.commission.rate;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** The whole set of a store's rates. */
record RatesRequest(@NotNull @Size(max = 1000) List<@NotNull @Valid RateRequest> rates) {}
