package shop.pennywell.commission.network.api;

import java.time.Instant;

/** A stretch of time that a network is asked for at once. */
public record Slice(PollWindow window, Instant from, Instant until) {}
