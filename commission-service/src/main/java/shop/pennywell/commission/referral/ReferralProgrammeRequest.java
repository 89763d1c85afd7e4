package shop.pennywell.commission.referral;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import shop.pennywell.commission.InOurEra;
import shop.pennywell.defaults.money.Money;

/**
 * The three amounts are in one currency, which is that of the members it is for.
 *
 * @param country without it wherever no programme is for the country itself
 * @param referrerBonus may be zero, but not both
 * @param minimumOrder the least value of the order that earns them
 * @param days within which the friend must place it
 * @param capPerYear how many friends a year earn a referrer something
 * @param validFrom without it from now on
 * @param validTo without it until it is ended
 */
record ReferralProgrammeRequest(
        @Pattern(regexp = "[A-Z]{2}") String country,
        @NotNull Money referrerBonus,
        @NotNull Money friendBonus,
        @NotNull Money minimumOrder,
        @NotNull @Min(1) @Max(730) Integer days,
        @NotNull @Min(1) @Max(1000) Integer capPerYear,
        @InOurEra Instant validFrom,
        @InOurEra Instant validTo) {

    /** Another end; one in the past means now. */
    record End(@NotNull @InOurEra Instant validTo) {}
}
