package shop.pennywell.mailing.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.mailing.message.MessageRepository.NewMessage;
import shop.pennywell.mailing.recipient.Recipients;
import shop.pennywell.mailing.template.MailContent;
import shop.pennywell.mailing.template.MailTemplate;

/** Takes mails that are due. Joins the caller's transaction: the mail is due if and only if its cause is recorded. */
@ApplicationScoped
public class MessageQueue {

    private final MessageRepository messages;
    private final Recipients recipients;
    private final ObjectMapper json;
    private final Clock clock;

    MessageQueue(MessageRepository messages, Recipients recipients, ObjectMapper json, Clock clock) {
        this.messages = messages;
        this.recipients = recipients;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Queues a mail to a member, at the address and in the locale the member has when it is sent.
     *
     * @param origin names the cause; the same cause never gives the same mail twice
     */
    public void toMember(MailTemplate template, String origin, UUID memberId, MailContent content) {
        add(template, origin, memberId, null, null, content, null);
    }

    /**
     * Queues a mail to an address that need not be any member's yet.
     *
     * @param expiresAt after this the mail is of no use and is not sent; null for never
     */
    public void toAddress(
            MailTemplate template,
            String origin,
            UUID memberId,
            String address,
            String locale,
            MailContent content,
            Instant expiresAt) {
        add(template, origin, memberId, address, locale, content, expiresAt);
    }

    /** The member has become known. */
    public void wake(UUID memberId) {
        messages.wake(memberId, clock.instant());
    }

    /** The member is erased: nothing more is sent, and what was sent is forgotten but for the fact. */
    public void forget(UUID memberId) {
        messages.forget(memberId, clock.instant());
    }

    private void add(
            MailTemplate template,
            String origin,
            UUID memberId,
            String address,
            String locale,
            MailContent content,
            Instant expiresAt) {
        if (recipients.isErased(memberId)) {
            return;
        }
        messages.insert(
                new NewMessage(
                        Ids.newId(),
                        origin,
                        template.wireName(),
                        memberId,
                        address,
                        locale,
                        serialise(content),
                        expiresAt),
                clock.instant());
    }

    private String serialise(MailContent content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
