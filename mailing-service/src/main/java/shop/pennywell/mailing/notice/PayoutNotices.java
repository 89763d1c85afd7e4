package shop.pennywell.mailing.notice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;
import shop.pennywell.mailing.message.MessageQueue;
import shop.pennywell.mailing.notice.PayoutChanged.Status;
import shop.pennywell.mailing.template.MailContent.PayoutMail;
import shop.pennywell.mailing.template.MailTemplate;

/** Tells members where their payout is. */
@ApplicationScoped
class PayoutNotices implements EventHandler {

    private final EventData eventData;
    private final News news;
    private final MessageQueue queue;

    PayoutNotices(EventData eventData, News news, MessageQueue queue) {
        this.eventData = eventData;
        this.news = news;
        this.queue = queue;
    }

    @Override
    public Set<String> types() {
        return Set.of("payout.changed");
    }

    @Override
    public void handle(Event event) {
        PayoutChanged change = eventData.read(event, PayoutChanged.class);
        boolean setback = change.status() == Status.RETURNED || change.status() == Status.REJECTED;
        if (!news.stillNews(change.payoutId(), change.revision(), setback)) {
            return;
        }
        PayoutMail content = new PayoutMail(change.amount(), change.maskedIban(), change.reason(), change.changedAt());
        // A payout passes each of these once; going back and forth to the bank is not the member's concern.
        templateFor(change.status())
                .ifPresent(template ->
                        queue.toMember(template, "payout:" + change.payoutId(), change.memberId(), content));
    }

    private static Optional<MailTemplate> templateFor(Status status) {
        return switch (status) {
            case REQUESTED -> Optional.of(MailTemplate.PAYOUT_REQUESTED);
            case SUBMITTED -> Optional.of(MailTemplate.PAYOUT_ON_ITS_WAY);
            case SETTLED -> Optional.of(MailTemplate.PAYOUT_SETTLED);
            case REJECTED -> Optional.of(MailTemplate.PAYOUT_REJECTED);
            case RETURNED -> Optional.of(MailTemplate.PAYOUT_RETURNED);
            case APPROVED, UNKNOWN -> Optional.empty();
        };
    }
}
