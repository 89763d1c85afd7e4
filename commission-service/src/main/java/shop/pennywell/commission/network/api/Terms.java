package shop.pennywell.commission.network.api;

import java.time.ZoneId;

/**
 * What a network leaves unsaid.
 *
 * @param zone of times without an offset
 * @param currency of amounts without one, ISO 4217
 */
public record Terms(ZoneId zone, String currency) {}
