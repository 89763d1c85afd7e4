package shop.pennywell.commission.claim;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import shop.pennywell.commission.claim.ClaimStep.Actor;
import shop.pennywell.commission.claim.ClaimStep.Kind;
import shop.pennywell.defaults.problem.CommonProblem;

/** Takes a claim on, up to its decision: to the store, with a question to the member and the answer to it, or withdrawn. */
@ApplicationScoped
class FollowClaim {
    private final ClaimRepository claims;
    private final ClaimHistory history;
    private final Clock clock;

    FollowClaim(ClaimRepository claims, ClaimHistory history, Clock clock) {
        this.claims = claims;
        this.history = history;
        this.clock = clock;
    }

    /** @param message for the store; perhaps null */
    @Transactional
    Claim forward(UUID id, Actor staff, String message) {
        return move(id, anybody -> true, Claim::forward, Kind.FORWARDED, staff, message);
    }

    @Transactional
    Claim ask(UUID id, Actor staff, String question) {
        return move(id, anybody -> true, Claim::ask, Kind.ASKED, staff, question);
    }

    @Transactional
    Claim answer(UUID id, UUID memberId, String text) {
        return move(id, ownedBy(memberId), Claim::answer, Kind.ANSWERED, Actor.member(memberId), text);
    }

    @Transactional
    Claim withdraw(UUID id, UUID memberId) {
        return move(id, ownedBy(memberId), Claim::withdraw, Kind.WITHDRAWN, Actor.member(memberId), null);
    }

    private Claim move(
            UUID id,
            Predicate<Claim> mayBeSeen,
            BiConsumer<Claim, Instant> transition,
            Kind kind,
            Actor by,
            String text) {
        Claim claim = claims.lock(id).filter(mayBeSeen).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        Claim.Status before = claim.status();
        transition.accept(claim, clock.instant().truncatedTo(ChronoUnit.MICROS));
        history.append(claim, before, kind, by, text);
        return claim;
    }

    static Predicate<Claim> ownedBy(UUID memberId) {
        return claim -> claim.memberId().equals(memberId);
    }
}
