package shop.pennywell.commission.hold;

import java.time.Duration;

/**
 * How far is too far.
 *
 * @param ordersPerHour of one member that are usual
 * @param ordersPerDay the same within 24 hours
 * @param fastest what nobody who fills a basket gets below
 * @param sample of how many orders a store must be known before its own habits count
 * @param usual the share of a store's orders as fast as this one from which that is simply how this store is
 * @param rare the share of a store's orders as slow as this one below which it stands out
 * @param membersPerAccount how many members may share a bank account
 */
record Thresholds(
        int ordersPerHour,
        int ordersPerDay,
        Duration fastest,
        long sample,
        double usual,
        double rare,
        int membersPerAccount) {}
