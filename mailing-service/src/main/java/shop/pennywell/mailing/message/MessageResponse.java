package shop.pennywell.mailing.message;

import java.time.Instant;
import java.util.UUID;

/**
 * A message as staff see it.
 *
 * @param text what it says, without any link that would let the reader act as the member; only when one message is asked for
 */
record MessageResponse(
        UUID id,
        UUID memberId,
        String template,
        String to,
        String subject,
        MessageStatus status,
        int attempts,
        Instant nextAttemptAt,
        String lastError,
        Instant createdAt,
        Instant changedAt,
        String text) {

    static MessageResponse of(Message message) {
        return of(message, null);
    }

    static MessageResponse of(Message message, String text) {
        return new MessageResponse(
                message.id(),
                message.memberId(),
                message.templateName(),
                message.address(),
                message.subject(),
                message.status(),
                message.attempts(),
                message.isQueued() ? message.nextAttemptAt() : null,
                message.lastError(),
                message.createdAt(),
                message.changedAt(),
                text);
    }
}
