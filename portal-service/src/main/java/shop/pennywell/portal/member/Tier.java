package shop.pennywell.portal.member;

/** How good a member is to us. Staff say it; what it adds to the cashback is commission-service's to say. */
public enum Tier {
    CLASSIC,
    PLUS,
    VIP
}
