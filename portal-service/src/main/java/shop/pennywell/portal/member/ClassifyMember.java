package shop.pennywell.portal.member;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.sql.Outbox;

/** Puts a member into a tier. */
@ApplicationScoped
class ClassifyMember {

    private final MemberRepository repository;
    private final Outbox outbox;

    ClassifyMember(MemberRepository repository, Outbox outbox) {
        this.repository = repository;
        this.outbox = outbox;
    }

    /** @throws shop.pennywell.defaults.problem.Problem 404 for nobody and for an erased member */
    @Transactional
    MemberResponse of(UUID id, Tier tier) {
        Member member = repository.toChange(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        if (member.classify(tier)) {
            outbox.publish("member.updated", member.id().toString(), MemberFact.updated(member));
        }
        return MemberResponse.of(member);
    }
}
