package shop.pennywell.defaults.events;

import java.util.Set;

/**
 * Applies the facts of other services here. Called at least once a fact and in any order; the {@link Inbox} makes a repeat
 * harmless, the handler itself ignores a revision that is not newer than what it knows.
 */
public interface EventHandler {

    /** The event types it wants. */
    Set<String> types();

    /** An exception means that the event is not applied; the producer sends it again later. */
    void handle(Event event);
}
