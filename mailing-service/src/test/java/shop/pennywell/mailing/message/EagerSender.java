package shop.pennywell.mailing.message;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** In place of the schedule, which looks once a second at most: most tests wait for a mail. */
@ApplicationScoped
class EagerSender {
    private static final Logger LOG = Logger.getLogger(EagerSender.class);
    private static final long PAUSE_MILLIS = 50;

    private final SendMessages sendMessages;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
    private ScheduledFuture<?> looking;

    EagerSender(SendMessages sendMessages) {
        this.sendMessages = sendMessages;
    }

    void start(@Observes StartupEvent started) {
        looking = worker.scheduleWithFixedDelay(this::look, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        looking.cancel(false);
        worker.shutdown();
        worker.awaitTermination(10, TimeUnit.SECONDS);
    }

    /** As the schedule does, it goes on after a failure. */
    private void look() {
        try {
            sendMessages.sendDue();
        } catch (RuntimeException failed) {
            LOG.error("a look for due messages failed", failed);
        }
    }
}
