package shop.pennywell.commission.store;

/** Something about stores or rates is other than it was. */
public record StoresTouched() {}
