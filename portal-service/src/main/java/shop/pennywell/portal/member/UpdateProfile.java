package shop.pennywell.portal.member;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.sql.Outbox;

@ApplicationScoped
public class UpdateProfile {

    private final MemberRepository repository;
    private final Outbox outbox;

    UpdateProfile(MemberRepository repository, Outbox outbox) {
        this.repository = repository;
        this.outbox = outbox;
    }

    /** @throws shop.pennywell.defaults.problem.Problem 400 with every value that is wrong, 401 for an erased member */
    @Transactional
    public ProfileResponse of(UUID id, ProfileRequest request) {
        ProfileCheck check = new ProfileCheck();
        String displayName = request.displayName() == null ? null : check.displayName(request.displayName());
        String country = request.country() == null ? null : check.country(request.country());
        String locale = request.locale() == null ? null : check.locale(request.locale());
        String currency = request.currency() == null ? null : check.currency(request.currency());
        check.done();
        Member member = repository.toChange(id).orElseThrow(() -> CommonProblem.UNAUTHENTICATED.problem(null));
        member.describe(
                request.displayName() == null ? member.displayName() : displayName,
                country == null ? member.country() : country,
                locale == null ? member.locale() : locale,
                currency == null ? member.currency() : currency);
        outbox.publish("member.updated", member.id().toString(), MemberFact.updated(member));
        return ProfileResponse.of(member);
    }
}
