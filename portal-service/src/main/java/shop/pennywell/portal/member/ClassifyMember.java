package shop.pennywell.portal.member;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.sql.Outbox;

/** Puts a member into a tier. */
@ApplicationScoped
class ClassifyMember {

    private final MemberRepository repository;
    private final TierChangeRepository changes;
    private final Outbox outbox;
    private final Clock clock;

    ClassifyMember(MemberRepository repository, TierChangeRepository changes, Outbox outbox, Clock clock) {
        this.repository = repository;
        this.changes = changes;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @param setBy who of staff does it
     * @throws shop.pennywell.defaults.problem.Problem 404 for nobody and for an erased member
     */
    @Transactional
    MemberResponse of(UUID id, Tier tier, String setBy) {
        Member member = repository.toChange(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        if (member.tier() != tier) {
            changes.persist(new TierChange(id, tier, setBy, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        }
        if (member.classify(tier)) {
            outbox.publish("member.updated", member.id().toString(), MemberFact.updated(member));
        }
        return MemberResponse.of(member);
    }
}
