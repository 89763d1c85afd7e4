package shop.pennywell.portal.viewer;

/**
 * For whom rates are shown: what a member gets depends on it.
 *
 * @param market whose rates count (ISO 3166-1 alpha-2); null where nobody told us
 * @param tier of the member; null for a visitor
 */
public record Audience(String market, String tier) {

    /** Nobody in particular. */
    public static final Audience ANYBODY = new Audience(null, null);

    /** The same people in that country; null changes nothing. */
    public Audience in(String country) {
        return country == null ? this : new Audience(country, tier);
    }
}
