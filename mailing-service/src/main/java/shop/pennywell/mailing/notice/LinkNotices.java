package shop.pennywell.mailing.notice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;
import shop.pennywell.mailing.message.MessageQueue;
import shop.pennywell.mailing.template.MailContent.LinkedMail;
import shop.pennywell.mailing.template.MailTemplate;

/** Mails with a link to an address that may be no member's yet. */
@ApplicationScoped
class LinkNotices implements EventHandler {

    private static final Map<String, MailTemplate> TEMPLATES = Map.of(
            "member.verification-requested", MailTemplate.VERIFICATION,
            "member.registration-repeated", MailTemplate.ALREADY_REGISTERED,
            "member.password-reset-requested", MailTemplate.PASSWORD_RESET);

    private final EventData eventData;
    private final MessageQueue queue;

    LinkNotices(EventData eventData, MessageQueue queue) {
        this.eventData = eventData;
        this.queue = queue;
    }

    @Override
    public Set<String> types() {
        return TEMPLATES.keySet();
    }

    @Override
    public void handle(Event event) {
        LinkRequested request = eventData.read(event, LinkRequested.class);
        queue.toAddress(
                TEMPLATES.get(event.type()),
                "event:" + event.id(),
                request.memberId(),
                request.email(),
                request.locale(),
                new LinkedMail(request.link(), request.expiresAt()),
                request.expiresAt());
    }
}
