package shop.pennywell.mailing.notice;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.mailing.message.MessageQueue;
import shop.pennywell.mailing.notice.ReferralChanged.Status;
import shop.pennywell.mailing.template.MailContent.ReferralMail;
import shop.pennywell.mailing.template.MailTemplate;

/** Tells both sides of a referral that their bonus has come, or that it was taken back. */
@ApplicationScoped
class ReferralNotices implements EventHandler {

    private final EventData eventData;
    private final News news;
    private final MessageQueue queue;

    ReferralNotices(EventData eventData, News news, MessageQueue queue) {
        this.eventData = eventData;
        this.news = news;
        this.queue = queue;
    }

    @Override
    public Set<String> types() {
        return Set.of("referral.changed");
    }

    @Override
    public void handle(Event event) {
        ReferralChanged change = eventData.read(event, ReferralChanged.class);
        boolean revoked = change.status() == Status.REVOKED;
        if (!news.stillNews(change.referralId(), change.revision(), revoked)
                || !(revoked || change.status() == Status.EARNED)) {
            return;
        }
        MailTemplate template = revoked ? MailTemplate.REFERRAL_REVOKED : MailTemplate.REFERRAL_EARNED;
        tell(template, change, change.referrerId(), change.referrerBonus(), false);
        tell(template, change, change.friendId(), change.friendBonus(), true);
    }

    /** A side without a bonus, such as a referrer beyond the cap, has nothing to be told of. */
    private void tell(MailTemplate template, ReferralChanged change, UUID memberId, Money bonus, boolean asFriend) {
        if (bonus.isPositive()) {
            queue.toMember(
                    template,
                    "referral:" + change.referralId() + ":" + memberId,
                    memberId,
                    new ReferralMail(bonus, change.minimumOrder(), asFriend));
        }
    }
}
