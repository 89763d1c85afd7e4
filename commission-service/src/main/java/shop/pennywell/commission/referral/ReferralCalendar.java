package shop.pennywell.commission.referral;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Judges the referrals whose friends' orders were, and those whose time is over; each in its own transaction, so that one that fails keeps
 * no other from its turn. Runs on every replica; {@code skip locked} keeps them out of each other's way.
 */
@ApplicationScoped
class ReferralCalendar {
    private static final Logger LOG = Logger.getLogger(ReferralCalendar.class);
    private static final int BATCH = 200;

    private final ReferralRepository referrals;
    private final JudgeReferral judgeReferral;
    private final Clock clock;

    ReferralCalendar(ReferralRepository referrals, JudgeReferral judgeReferral, Clock clock) {
        this.referrals = referrals;
        this.judgeReferral = judgeReferral;
        this.clock = clock;
    }

    @Scheduled(
            every = "${pennywell.referrals.judge-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void turn() {
        each(referrals.checks(BATCH), judgeReferral::judge, check -> check.referralId());
        each(referrals.due(clock.instant(), BATCH), judgeReferral::judgeDue, id -> id);
    }

    private static <T> void each(List<T> waiting, Consumer<T> judge, Function<T, UUID> referralOf) {
        for (T next : waiting) {
            try {
                judge.accept(next);
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "referral %s could not be judged; it is tried again", referralOf.apply(next));
            }
        }
    }
}
