package shop.pennywell.mailing.notice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;
import shop.pennywell.mailing.message.MessageQueue;
import shop.pennywell.mailing.notice.ClaimChanged.Status;
import shop.pennywell.mailing.template.MailContent.ClaimMail;
import shop.pennywell.mailing.template.MailTemplate;

/** Tells members how their claims fare. */
@ApplicationScoped
class ClaimNotices implements EventHandler {

    private final EventData eventData;
    private final News news;
    private final MessageQueue queue;

    ClaimNotices(EventData eventData, News news, MessageQueue queue) {
        this.eventData = eventData;
        this.news = news;
        this.queue = queue;
    }

    @Override
    public Set<String> types() {
        return Set.of("claim.changed");
    }

    @Override
    public void handle(Event event) {
        ClaimChanged change = eventData.read(event, ClaimChanged.class);
        // A question that comes late has been answered or overtaken by now, as a setback would be.
        boolean setback = change.status() == Status.LOST || change.status() == Status.NEEDS_INFORMATION;
        if (!news.stillNews(change.claimId(), change.revision(), setback)) {
            return;
        }
        templateFor(change.status(), change.previousStatus())
                .ifPresent(template -> queue.toMember(
                        template,
                        "claim:" + change.claimId() + ":" + change.revision(),
                        change.memberId(),
                        content(change)));
    }

    /** What the member did just now, answer or withdraw, is no news; where it goes back to after an answer is none either. */
    static Optional<MailTemplate> templateFor(Status status, Status before) {
        boolean answered = before == Status.NEEDS_INFORMATION;
        return switch (status) {
            case ON_ICE -> Optional.of(MailTemplate.CLAIM_ON_ICE);
            case SUBMITTED -> answered ? Optional.empty() : Optional.of(MailTemplate.CLAIM_RECEIVED);
            case WITH_STORE -> answered ? Optional.empty() : Optional.of(MailTemplate.CLAIM_WITH_STORE);
            case NEEDS_INFORMATION -> Optional.of(MailTemplate.CLAIM_QUESTION);
            case WON -> Optional.of(MailTemplate.CLAIM_WON);
            case LOST -> Optional.of(MailTemplate.CLAIM_LOST);
            case WITHDRAWN -> Optional.empty();
        };
    }

    private static ClaimMail content(ClaimChanged change) {
        return new ClaimMail(
                change.claimId(),
                change.type(),
                change.storeName(),
                change.orderReference(),
                change.orderedAt(),
                change.orderValue(),
                change.opensOn(),
                change.reason(),
                change.text(),
                change.previousStatus() == Status.ON_ICE);
    }
}
