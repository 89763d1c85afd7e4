package shop.pennywell.portal.member;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.sql.Outbox;

/** The right to be forgotten: personal data is destroyed, not marked, here and by whoever hears {@code member.erased}. */
@ApplicationScoped
public class EraseMember {

    private final MemberRepository repository;
    private final Event<MemberErased> features;
    private final Outbox outbox;
    private final Clock clock;

    EraseMember(MemberRepository repository, Event<MemberErased> features, Outbox outbox, Clock clock) {
        this.repository = repository;
        this.features = features;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @throws shop.pennywell.defaults.problem.Problem 401 when the member is erased already */
    @Transactional
    public void of(UUID id) {
        Member member = repository.toChange(id).orElseThrow(() -> CommonProblem.UNAUTHENTICATED.problem(null));
        MemberErased erased = new MemberErased(id, clock.instant());
        member.erase(erased.erasedAt());
        features.fire(erased);
        outbox.forget(id.toString());
        outbox.publish("member.erased", id.toString(), erased);
    }
}
