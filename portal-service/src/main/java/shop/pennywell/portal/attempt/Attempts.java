package shop.pennywell.portal.attempt;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import shop.pennywell.portal.PortalProblem;
import shop.pennywell.portal.token.OpaqueToken;

/** Counts what must not happen too often, across all replicas. Subjects are kept as hashes. */
@ApplicationScoped
public class Attempts {

    private final AttemptRepository repository;
    private final AttemptConfig config;
    private final Clock clock;

    Attempts(AttemptRepository repository, AttemptConfig config, Clock clock) {
        this.repository = repository;
        this.config = config;
        this.clock = clock;
    }

    public enum Kind {
        SIGN_IN_ACCOUNT,
        SIGN_IN_SOURCE,
        MAIL
    }

    /** @throws shop.pennywell.defaults.problem.Problem 429 with the time after which the oldest counted attempt is forgotten */
    @Transactional
    public void refuseTooMany(Kind kind, String subject) {
        waitFor(kind, subject).ifPresent(wait -> {
            throw PortalProblem.TOO_MANY_FAILURES
                    .problem("Try again in " + Math.max(1, wait.toMinutes()) + " minutes.")
                    .retryAfter(wait);
        });
    }

    /** Empty while the limit is not reached. */
    @Transactional
    public Optional<Duration> waitFor(Kind kind, String subject) {
        int limit = limit(kind);
        Instant now = clock.instant();
        List<Attempt> latest = repository.latest(kind, OpaqueToken.hash(subject), now.minus(config.window()), limit);
        if (latest.size() < limit) {
            return Optional.empty();
        }
        return Optional.of(Duration.between(now, latest.get(limit - 1).at().plus(config.window())));
    }

    /**
     * Joins the caller's transaction: one of its own would need a second connection while the caller keeps the first, and a
     * crowd of such callers waits for each other. Who counts a failure that it then throws calls this outside of one.
     */
    @Transactional
    public void record(Kind kind, String subject) {
        repository.persist(new Attempt(kind, OpaqueToken.hash(subject), clock.instant()));
    }

    @Transactional
    public void forget(Kind kind, String subject) {
        repository.forget(kind, OpaqueToken.hash(subject));
    }

    private int limit(Kind kind) {
        return switch (kind) {
            case SIGN_IN_ACCOUNT -> config.account();
            case SIGN_IN_SOURCE -> config.source();
            case MAIL -> config.mails();
        };
    }
}
