package shop.pennywell.commission;

/** The affiliate networks that we work with. */
public enum NetworkName {
    AWIN,
    CJ,
    RAKUTEN,
    IMPACT,
    PARTNERIZE,
    TRADEDOUBLER,
    ADMITAD
}
