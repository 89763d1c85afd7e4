package shop.pennywell.bench.click.constant;

import jakarta.inject.Singleton;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.Inbox;

/** The stack asks for one; nobody sends events here. */
@Singleton
class NoInbox implements Inbox {

    @Override
    public void once(Event event, Runnable effect) {
        throw new UnsupportedOperationException();
    }
}
