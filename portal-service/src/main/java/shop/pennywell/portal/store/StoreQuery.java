package shop.pennywell.portal.store;

import shop.pennywell.portal.viewer.Audience;

/**
 * Which stores are wanted; null where it does not matter.
 *
 * @param text part of the name or of a category
 * @param country a market of the store
 * @param audience for whom rates are shown and compared
 */
public record StoreQuery(String text, String category, String country, Audience audience, Sort sort) {

    /** By name, or the highest cashback first. */
    public enum Sort {
        NAME,
        CASHBACK
    }

    public static StoreQuery all(Audience audience, Sort sort) {
        return new StoreQuery(null, null, null, audience, sort);
    }
}
