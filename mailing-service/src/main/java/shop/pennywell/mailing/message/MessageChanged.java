package shop.pennywell.mailing.message;

import java.time.Instant;
import java.util.UUID;

/** The event {@code message.changed}. */
record MessageChanged(UUID messageId, UUID memberId, String template, MessageStatus status, Instant changedAt) {

    static final String TYPE = "message.changed";

    static MessageChanged of(Message message) {
        return new MessageChanged(
                message.id(), message.memberId(), message.templateName(), message.status(), message.changedAt());
    }
}
