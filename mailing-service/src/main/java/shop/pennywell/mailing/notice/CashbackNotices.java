package shop.pennywell.mailing.notice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;
import shop.pennywell.mailing.message.MessageQueue;
import shop.pennywell.mailing.notice.CashbackChanged.Status;
import shop.pennywell.mailing.template.MailContent.CashbackMail;
import shop.pennywell.mailing.template.MailTemplate;

/** Tells members how their cashback fares. */
@ApplicationScoped
class CashbackNotices implements EventHandler {

    private final EventData eventData;
    private final News news;
    private final MessageQueue queue;

    CashbackNotices(EventData eventData, News news, MessageQueue queue) {
        this.eventData = eventData;
        this.news = news;
        this.queue = queue;
    }

    @Override
    public Set<String> types() {
        return Set.of("cashback.changed");
    }

    @Override
    public void handle(Event event) {
        CashbackChanged change = eventData.read(event, CashbackChanged.class);
        boolean setback = change.status() == Status.DECLINED;
        if (!news.stillNews(change.transactionId(), change.revision(), setback)) {
            return;
        }
        templateFor(change)
                .ifPresent(template -> queue.toMember(
                        template,
                        "cashback:" + change.transactionId() + ":" + change.revision(),
                        change.memberId(),
                        content(change)));
    }

    /** A revision that changes neither status nor amounts is no news, nor is PAID: the payout's own mails tell of it. */
    static Optional<MailTemplate> templateFor(CashbackChanged change) {
        boolean sameStatus = change.previousStatus() == null
                ? change.amended() && change.revision() > 1
                : change.previousStatus() == change.status();
        if (sameStatus) {
            return change.amended() ? Optional.of(MailTemplate.CASHBACK_AMENDED) : Optional.empty();
        }
        return switch (change.status()) {
            case TRACKED -> Optional.of(MailTemplate.CASHBACK_TRACKED);
            case CONFIRMED -> Optional.of(MailTemplate.CASHBACK_CONFIRMED);
            case PAYABLE -> Optional.of(MailTemplate.CASHBACK_PAYABLE);
            case DECLINED -> Optional.of(MailTemplate.CASHBACK_DECLINED);
            case PAID -> Optional.empty();
        };
    }

    private static CashbackMail content(CashbackChanged change) {
        Status before = change.previousStatus();
        return new CashbackMail(
                change.storeName(),
                change.orderReference(),
                change.orderedAt(),
                change.orderValue(),
                change.cashback(),
                change.reason(),
                change.estimate(),
                before == Status.DECLINED,
                before == Status.PAYABLE || before == Status.PAID);
    }
}
