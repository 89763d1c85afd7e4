package shop.pennywell.mailing.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import shop.pennywell.defaults.sql.Outbox;
import shop.pennywell.mailing.recipient.EmailAddress;
import shop.pennywell.mailing.recipient.Recipient;
import shop.pennywell.mailing.recipient.Recipients;
import shop.pennywell.mailing.suppression.SuppressionReason;
import shop.pennywell.mailing.suppression.Suppressions;
import shop.pennywell.mailing.template.MailContent;
import shop.pennywell.mailing.template.RenderMail;
import shop.pennywell.mailing.template.RenderedMail;

/** Takes due messages for this replica and words them; what cannot be sent is settled on the spot. */
@ApplicationScoped
class PrepareMessages {

    private static final Logger LOG = Logger.getLogger(PrepareMessages.class);

    private final MessageRepository messages;
    private final Recipients recipients;
    private final Suppressions suppressions;
    private final RenderMail renderMail;
    private final MessageConfig config;
    private final ObjectMapper json;
    private final Outbox outbox;
    private final Clock clock;

    PrepareMessages(
            MessageRepository messages,
            Recipients recipients,
            Suppressions suppressions,
            RenderMail renderMail,
            MessageConfig config,
            ObjectMapper json,
            Outbox outbox,
            Clock clock) {
        this.messages = messages;
        this.recipients = recipients;
        this.suppressions = suppressions;
        this.renderMail = renderMail;
        this.config = config;
        this.json = json;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** One message, claimed and ready to go. */
    record Outgoing(UUID messageId, int attempt, EmailAddress to, RenderedMail mail) {}

    /** What was taken; {@code taken} counts those too that turned out not to be sendable. */
    record Batch(int taken, List<Outgoing> outgoing) {}

    Batch next() {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<Message> due = messages.lockDue(clock.instant(), config.parallel());
            List<Outgoing> outgoing = new ArrayList<>();
            for (Message message : due) {
                prepare(message).ifPresent(outgoing::add);
            }
            return new Batch(due.size(), outgoing);
        });
    }

    private Optional<Outgoing> prepare(Message message) {
        Instant now = clock.instant();
        Recipient recipient = recipients.byMember(message.memberId()).orElse(null);
        if (recipient != null && recipient.isErased()) {
            message.drop(now);
            return Optional.empty();
        }
        if (message.isExpired(now)) {
            return parked(message, now, "expired before it could be sent");
        }
        if (message.attempts() >= config.maxAttempts()) {
            return parked(message, now, "taken " + message.attempts() + " times and never finished");
        }
        boolean toAddress = message.address() != null;
        if (!toAddress && recipient == null) {
            return waiting(message, now);
        }
        message.claim(now, config.lease());
        EmailAddress to;
        try {
            to = EmailAddress.parse(toAddress ? message.address() : recipient.email());
        } catch (IllegalArgumentException invalid) {
            return parked(message, now, "the address is not one that mail can be sent to");
        }
        Optional<SuppressionReason> suppressed = suppressions.reasonFor(to);
        if (suppressed.isPresent()) {
            return parked(message, now, "suppressed: " + suppressed.get());
        }
        return worded(message, to, recipient, now);
    }

    private Optional<Outgoing> worded(Message message, EmailAddress to, Recipient recipient, Instant now) {
        String locale = message.locale() != null || recipient == null ? message.locale() : recipient.locale();
        String name = recipient == null ? null : recipient.displayName();
        try {
            RenderedMail mail = renderMail.render(message.template(), content(message), locale, name);
            return Optional.of(new Outgoing(message.id(), message.attempts(), to, mail));
        } catch (RuntimeException broken) {
            LOG.errorf(broken, "message %s of template %s cannot be worded", message.id(), message.templateName());
            return parked(message, now, "cannot be worded: " + broken.getMessage());
        }
    }

    private Optional<Outgoing> waiting(Message message, Instant now) {
        if (now.isAfter(message.createdAt().plus(config.waitForMember()))) {
            return parked(message, now, "its member never became known");
        }
        message.claim(now, config.lease());
        message.waitForMember(now.plus(config.lookForMemberEvery()));
        return Optional.empty();
    }

    private Optional<Outgoing> parked(Message message, Instant now, String why) {
        message.park(now, why);
        outbox.publish(MessageChanged.TYPE, message.id().toString(), MessageChanged.of(message));
        return Optional.empty();
    }

    /** What the message tells. */
    MailContent content(Message message) {
        try {
            return json.readValue(message.content(), message.template().contentType());
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("the content is unreadable", unreadable);
        }
    }
}
