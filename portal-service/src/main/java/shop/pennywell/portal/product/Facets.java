package shop.pennywell.portal.product;

import java.util.List;

/**
 * How the found products spread; each list counts as if its own filter were not set, so that it shows the alternatives.
 *
 * @param total products found; at most {@value Products#MAX_COUNTED} are counted
 */
public record Facets(long total, List<Count> stores, List<Count> categories, List<Count> brands) {

    /** @param value for the filter; {@code label} for the eye */
    public record Count(String value, String label, long count) {}
}
