package shop.pennywell.commission.rate;

/** How good a member is to us; portal-service knows whose is which and says it in the member's token. */
public enum Tier {
    CLASSIC,
    PLUS,
    VIP;

    /** The tier of a token's claim; whoever has none, or one that is not known here, is like everybody. */
    public static Tier ofClaim(String claim) {
        for (Tier tier : values()) {
            if (tier.name().equals(claim)) {
                return tier;
            }
        }
        return CLASSIC;
    }
}
