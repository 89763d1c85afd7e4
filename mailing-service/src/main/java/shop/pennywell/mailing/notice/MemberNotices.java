package shop.pennywell.mailing.notice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;
import shop.pennywell.mailing.message.MessageQueue;
import shop.pennywell.mailing.recipient.EmailAddress;
import shop.pennywell.mailing.recipient.Recipients;
import shop.pennywell.mailing.suppression.Suppressions;
import shop.pennywell.mailing.template.MailContent.PlainMail;
import shop.pennywell.mailing.template.MailTemplate;

/** Keeps the read copy of members, welcomes the new and forgets the erased. */
@ApplicationScoped
class MemberNotices implements EventHandler {

    private static final String REGISTERED = "member.registered";
    private static final String UPDATED = "member.updated";
    private static final String ERASED = "member.erased";

    private final EventData eventData;
    private final Recipients recipients;
    private final Suppressions suppressions;
    private final MessageQueue queue;

    MemberNotices(EventData eventData, Recipients recipients, Suppressions suppressions, MessageQueue queue) {
        this.eventData = eventData;
        this.recipients = recipients;
        this.suppressions = suppressions;
        this.queue = queue;
    }

    @Override
    public Set<String> types() {
        return Set.of(REGISTERED, UPDATED, ERASED);
    }

    @Override
    public void handle(Event event) {
        if (event.type().equals(ERASED)) {
            erase(eventData.read(event, MemberErased.class));
            return;
        }
        MemberChanged member = eventData.read(event, MemberChanged.class);
        recipients.update(member.memberId(), member.revision(), member.email(), member.displayName(), member.locale());
        queue.wake(member.memberId());
        if (event.type().equals(REGISTERED)) {
            // One welcome for a member's life, whatever the number of events.
            queue.toMember(MailTemplate.WELCOME, "member:" + member.memberId(), member.memberId(), new PlainMail());
        }
    }

    private void erase(MemberErased erased) {
        recipients.erase(erased.memberId(), erased.erasedAt()).ifPresent(this::forgetSuppression);
        queue.forget(erased.memberId());
    }

    private void forgetSuppression(String address) {
        try {
            suppressions.lift(EmailAddress.parse(address));
        } catch (IllegalArgumentException neverSuppressed) {
            // Only addresses that mail can be sent to are ever suppressed.
            return;
        }
    }
}
