package shop.pennywell.mailing.notice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;
import shop.pennywell.mailing.message.MessageQueue;
import shop.pennywell.mailing.template.MailContent.PayoutAccountMail;
import shop.pennywell.mailing.template.MailTemplate;

/** Warns a member whose bank account was changed, in case it was somebody else. */
@ApplicationScoped
class PayoutAccountNotices implements EventHandler {

    private final EventData eventData;
    private final MessageQueue queue;

    PayoutAccountNotices(EventData eventData, MessageQueue queue) {
        this.eventData = eventData;
        this.queue = queue;
    }

    @Override
    public Set<String> types() {
        return Set.of("payout-account.changed");
    }

    @Override
    public void handle(Event event) {
        PayoutAccountChanged change = eventData.read(event, PayoutAccountChanged.class);
        queue.toMember(
                MailTemplate.PAYOUT_ACCOUNT_CHANGED,
                "event:" + event.id(),
                change.memberId(),
                new PayoutAccountMail(change.holder(), change.maskedIban(), change.changedAt(), change.payoutsFrom()));
    }
}
