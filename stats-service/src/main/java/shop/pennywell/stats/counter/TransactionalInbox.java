package shop.pennywell.stats.counter;

import jakarta.enterprise.context.ApplicationScoped;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.Inbox;
import shop.pennywell.defaults.problem.CommonProblem;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

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
        } catch (SdkException failure) {
            throw isFaultOfTheStore(failure) ? CommonProblem.UNAVAILABLE.problem("the store is away or busy") : failure;
        }
    }

    /** Not reached, broken or too busy: the same event may succeed later. */
    static boolean isFaultOfTheStore(SdkException failure) {
        return !(failure instanceof SdkServiceException answer)
                || answer.isThrottlingException()
                || answer.statusCode() >= 500;
    }
}
