package shop.pennywell.commission.referral;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;

/** The terms on which members of a currency, and perhaps of one country, bring friends. Other terms are another programme. */
@Entity
class ReferralProgramme {

    @Id
    private UUID id;

    private String country;

    @Embedded
    private Terms terms;

    private Instant validFrom;
    private Instant validTo;
    private Instant createdAt;
    private String createdBy;
    private String endedBy;

    protected ReferralProgramme() {}

    /**
     * @param country null: wherever no programme is for the country itself
     * @param validTo null: until it is ended
     */
    ReferralProgramme(String country, Terms terms, Instant validFrom, Instant validTo, Instant now, String createdBy) {
        this.id = Ids.newId();
        this.country = country;
        this.terms = terms;
        this.validFrom = validFrom;
        this.validTo = validTo;
        this.createdAt = now;
        this.createdBy = createdBy;
    }

    /** Another end, not before now; one that has not begun then never does. */
    void end(Instant to, Instant now, String by) {
        Instant notBefore = now.isBefore(validFrom) ? validFrom : now;
        this.validTo = to.isBefore(notBefore) ? notBefore : to;
        this.endedBy = by;
    }

    boolean isOver(Instant now) {
        return validTo != null && !validTo.isAfter(now);
    }

    /** Whether both would hold for the same members at the same time. */
    boolean overlaps(ReferralProgramme other) {
        return !id.equals(other.id)
                && terms.currency().equals(other.terms.currency())
                && Objects.equals(country, other.country)
                && (other.validTo == null || validFrom.isBefore(other.validTo))
                && (validTo == null || other.validFrom.isBefore(validTo));
    }

    UUID id() {
        return id;
    }

    String country() {
        return country;
    }

    Terms terms() {
        return terms;
    }

    Instant validFrom() {
        return validFrom;
    }

    Instant validTo() {
        return validTo;
    }

    Instant createdAt() {
        return createdAt;
    }

    String createdBy() {
        return createdBy;
    }

    String endedBy() {
        return endedBy;
    }
}
