package shop.pennywell.portal.store;

/**
 * Which stores are wanted; null where it does not matter.
 *
 * @param text part of the name or of a category
 * @param country a market of the store
 * @param market whose rates are shown and compared; null: those of every market
 */
public record StoreQuery(String text, String category, String country, String market, Sort sort) {

    /** By name, or the highest cashback first. */
    public enum Sort {
        NAME,
        CASHBACK
    }

    public static StoreQuery all(String market, Sort sort) {
        return new StoreQuery(null, null, null, market, sort);
    }
}
