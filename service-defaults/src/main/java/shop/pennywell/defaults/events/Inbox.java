package shop.pennywell.defaults.events;

/** Sees to it that an event is applied once: its id and its effect become durable together or not at all. */
public interface Inbox {

    /**
     * Runs {@code effect} unless the event was applied before.
     *
     * @throws shop.pennywell.defaults.problem.Problem {@code unavailable} when the store is away, so that the whole batch is sent
     *     again later and no event is blamed
     */
    void once(Event event, Runnable effect);
}
