package shop.pennywell.commission.referral;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The programmes, those that are over included. */
@ApplicationScoped
class ReferralProgrammeRepository implements PanacheRepositoryBase<ReferralProgramme, UUID> {
    /** Distinguishes this lock from other users of PostgreSQL's advisory locks. */
    private static final int PROGRAMMES_LOCK = 0x72656670;

    private static final UUID LAST = new UUID(-1, -1);

    /** Until the end of the transaction nobody else sets a programme: of two that overlap the later finds the earlier. */
    void lockAll() {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(:kind, 0)")
                .setParameter("kind", PROGRAMMES_LOCK)
                .getSingleResult();
    }

    Optional<ReferralProgramme> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The one in force for a member: the country's own before that of the currency alone. */
    Optional<ReferralProgramme> inForce(String country, String currency, Instant at) {
        return find("""
                terms.currency = ?1 and (country is null or country = ?2)
                and validFrom <= ?3 and (validTo is null or validTo > ?3)
                order by country nulls last
                """, currency, country, at).firstResultOptional();
    }

    List<ReferralProgramme> ofCurrency(String currency) {
        return list("terms.currency = ?1 order by id", currency);
    }

    long notOver(Instant now) {
        return count("validTo is null or validTo > ?1", now);
    }

    List<ReferralProgramme> newestBefore(UUID cursor, int limit) {
        return find("id < ?1 order by id desc", cursor == null ? LAST : cursor)
                .page(0, limit)
                .list();
    }
}
