package shop.pennywell.local.demostore;

import java.math.BigDecimal;

/**
 * Something a demo shop sells: one line of its product feed.
 *
 * @param category the topmost of {@code Kitchen & Dining > Baking}
 * @param kind the rest of it
 * @param group the commission group that the shop reports it in
 */
record Article(
        String sku, String title, String description, BigDecimal price, String category, String kind, String group) {}
