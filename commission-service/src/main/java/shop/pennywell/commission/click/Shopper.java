package shop.pennywell.commission.click;

import java.util.UUID;
import java.util.regex.Pattern;
import shop.pennywell.commission.rate.Tier;
import shop.pennywell.defaults.security.Caller;

/**
 * The member who leaves for a store, as the token tells.
 *
 * @param market the member's country, {@code ZZ} if unknown
 */
record Shopper(UUID memberId, String market, Tier tier) {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final String UNKNOWN_COUNTRY = "ZZ";

    static Shopper of(Caller caller) {
        String country = caller.claim("country");
        boolean known = country != null && COUNTRY.matcher(country).matches();
        return new Shopper(caller.id(), known ? country : UNKNOWN_COUNTRY, Tier.ofClaim(caller.claim("tier")));
    }
}
