package shop.pennywell.stats.counter;

import jakarta.enterprise.context.ApplicationScoped;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.Inbox;
import shop.pennywell.defaults.problem.CommonProblem;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The ids of applied events lie beside the counters: {@link shop.pennywell.stats.counter.Counters} writes both in one DynamoDB
 * transaction, which fails for an id that is there. So there is nothing to do around an effect.
 */
@ApplicationScoped
class TransactionalInbox implements Inbox {

    @Override
    public void once(Event event, Runnable effect) {
        try {
            effect.run();
        } catch (SdkClientException away) {
            // DynamoDB was not reached: no fault of the event.
            throw CommonProblem.UNAVAILABLE.problem("the store is away");
        }
    }
}
