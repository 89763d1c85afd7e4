package shop.pennywell.mailing.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import shop.pennywell.defaults.sql.Outbox;
import shop.pennywell.mailing.message.PrepareMessages.Batch;
import shop.pennywell.mailing.message.PrepareMessages.Outgoing;
import shop.pennywell.mailing.suppression.SuppressionReason;
import shop.pennywell.mailing.suppression.Suppressions;

/**
 * Sends what is due. Every replica runs one: rows are taken with {@code for update skip locked} and a lease, and no
 * transaction is open while the mail server is spoken to. A replica that dies between the server's yes and its own record
 * of it leaves a message that is sent once more when the lease is over, with the same Message-ID; SMTP has no better.
 */
@ApplicationScoped
class SendMessages {

    private static final Logger LOG = Logger.getLogger(SendMessages.class);
    private static final int MAX_BATCHES_A_RUN = 100;
    private static final int MAX_DELETED_A_RUN = 5_000;

    private final PrepareMessages prepareMessages;
    private final MailTransport transport;
    private final MessageRepository messages;
    private final Suppressions suppressions;
    private final MessageConfig config;
    private final ObjectMapper json;
    private final Outbox outbox;
    private final Clock clock;

    SendMessages(
            PrepareMessages prepareMessages,
            MailTransport transport,
            MessageRepository messages,
            Suppressions suppressions,
            MessageConfig config,
            ObjectMapper json,
            Outbox outbox,
            Clock clock) {
        this.prepareMessages = prepareMessages;
        this.transport = transport;
        this.messages = messages;
        this.suppressions = suppressions;
        this.config = config;
        this.json = json;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Scheduled(every = "${pennywell.mail.send-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sendDue() {
        for (int batch = 0; batch < MAX_BATCHES_A_RUN; batch++) {
            if (sendBatch() < config.parallel()) {
                return;
            }
        }
    }

    @Scheduled(every = "1h", delayed = "15m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOld() {
        Instant before = clock.instant().minus(config.keep());
        QuarkusTransaction.requiringNew().run(() -> messages.deleteEnded(before, MAX_DELETED_A_RUN));
    }

    /** @return how many messages were taken */
    int sendBatch() {
        Batch batch = prepareMessages.next();
        List<CompletableFuture<Delivery>> deliveries = batch.outgoing().stream()
                .map(outgoing -> transport.send(outgoing.messageId(), outgoing.to(), outgoing.mail()))
                .toList();
        for (int i = 0; i < deliveries.size(); i++) {
            // Ends by itself: the transport bounds each.
            Delivery delivery = deliveries.get(i).join();
            Outgoing outgoing = batch.outgoing().get(i);
            try {
                QuarkusTransaction.requiringNew().run(() -> record(outgoing, delivery));
            } catch (RuntimeException away) {
                // The others have been sent too, and want their record; this one comes again after its lease.
                LOG.errorf(away, "message %s is %s, which could not be recorded", outgoing.messageId(), delivery);
            }
        }
        return batch.taken();
    }

    private void record(Outgoing outgoing, Delivery delivery) {
        Message message = messages.lock(outgoing.messageId());
        if (message == null || !message.isQueued()) {
            // Erased meanwhile, or another replica took it after the lease and was faster to say so.
            LOG.infof("message %s was settled elsewhere, here: %s", outgoing.messageId(), delivery);
            return;
        }
        Instant now = clock.instant();
        switch (delivery.outcome()) {
            case SENT ->
                message.sent(now, outgoing.to().value(), outgoing.mail().subject(), contentToKeep(message));
            case LATER -> retryOrPark(message, outgoing.attempt(), delivery, now);
            case REFUSED -> message.park(now, "refused: " + delivery.detail());
            case NO_SUCH_MAILBOX -> {
                message.park(now, "suppressed: " + SuppressionReason.HARD_BOUNCE + ", " + delivery.detail());
                suppressions.suppress(outgoing.to(), SuppressionReason.HARD_BOUNCE, delivery.detail());
            }
        }
        if (!message.isQueued()) {
            outbox.publish(MessageChanged.TYPE, message.id().toString(), MessageChanged.of(message));
        }
    }

    private void retryOrPark(Message message, int attempt, Delivery delivery, Instant now) {
        if (attempt >= config.maxAttempts()) {
            message.park(now, "given up after " + attempt + " attempts, the last: " + delivery.detail());
            return;
        }
        message.retryAt(now.plus(backoff(attempt)), delivery.detail());
    }

    /** Doubles with each attempt up to the longest, less up to a quarter at random so that retries don't come in waves. */
    private Duration backoff(int attempt) {
        long first = config.firstRetryAfter().toMillis();
        long full = Math.min(config.longestRetryAfter().toMillis(), first << Math.min(attempt - 1, 20));
        return Duration.ofMillis(full - ThreadLocalRandom.current().nextLong(full / 4 + 1));
    }

    private String contentToKeep(Message message) {
        try {
            return json.writeValueAsString(prepareMessages.content(message).withoutSecrets());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
