package shop.pennywell.commission.hold;

import java.util.Map;

/**
 * One reason to hold an order's cashback.
 *
 * @param evidence a sentence for support, without anything personal
 * @param figures the same for machines: numbers, texts, ids
 */
record Finding(HoldRule rule, String evidence, Map<String, Object> figures) {}
