package shop.pennywell.defaults.problem;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.Inbox;

@ApplicationScoped
class OnceInMemory implements Inbox {

    private final Set<UUID> seen = ConcurrentHashMap.newKeySet();

    @Override
    public void once(Event event, Runnable effect) {
        if (seen.add(event.id())) {
            effect.run();
        }
    }
}
