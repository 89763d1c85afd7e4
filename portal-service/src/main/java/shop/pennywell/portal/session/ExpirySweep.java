package shop.pennywell.portal.session;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Forgets what has run out: sessions, refresh tokens, registrations, verifications, resets, attempts. Runs on every replica; {@code skip
 * locked} keeps them out of each other's way.
 */
@ApplicationScoped
class ExpirySweep {

    private static final int MAX_ROUNDS = 100;
    private static final Duration ATTEMPTS_KEPT = Duration.ofDays(1);
    /** Longer than anybody configures their grace. */
    private static final Duration VERIFICATIONS_KEPT = Duration.ofHours(1);

    private final EntityManager database;
    private final SessionConfig config;
    private final Clock clock;

    ExpirySweep(EntityManager database, SessionConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "15m", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        Instant now = clock.instant();
        repeat("""
                delete from sessions where id in (
                    select id from sessions where ends_at < :before limit 1000 for update skip locked)
                """, now);
        repeat("""
                delete from refresh_tokens where token_hash in (
                    select token_hash from refresh_tokens where issued_at < :before
                    limit 1000 for update skip locked)
                """, now.minus(config.idle()));
        repeat("""
                delete from registrations where token_hash in (
                    select token_hash from registrations where expires_at < :before
                    limit 1000 for update skip locked)
                """, now);
        repeat("""
                delete from used_verifications where token_hash in (
                    select token_hash from used_verifications where used_at < :before
                    limit 1000 for update skip locked)
                """, now.minus(VERIFICATIONS_KEPT));
        repeat("""
                delete from password_resets where token_hash in (
                    select token_hash from password_resets where expires_at < :before
                    limit 1000 for update skip locked)
                """, now);
        repeat("""
                delete from attempts where id in (
                    select id from attempts where at < :before limit 1000 for update skip locked)
                """, now.minus(ATTEMPTS_KEPT));
    }

    private void repeat(String delete, Instant before) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            int gone = QuarkusTransaction.requiringNew().call(() -> database.createNativeQuery(delete)
                    .setParameter("before", before)
                    .executeUpdate());
            if (gone == 0) {
                return;
            }
        }
    }
}
