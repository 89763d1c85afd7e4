package shop.pennywell.commission.rate;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;

/**
 * What a store pays for one commission group in one market (or all) over one period, and the member's share of it. Never changed, only replaced.
 */
@Entity
class Rate {

    @Id
    private UUID id;

    private UUID storeId;
    private String commissionGroup;
    private String name;
    private String market;

    @Enumerated(EnumType.STRING)
    private RateType type;

    private Long percent;
    private Long fixedMinor;
    private long memberShare;
    private Long capMinor;
    private Long minimumOrderMinor;
    private Instant validFrom;
    private Instant validTo;

    @SuppressWarnings("UnusedVariable") // for who reads the table
    private Instant createdAt;

    private Instant replacedAt;

    protected Rate() {}

    Rate(UUID storeId, Term term, Instant validFrom, Instant validTo, Instant now) {
        this.id = Ids.newId();
        this.storeId = storeId;
        this.commissionGroup = term.group();
        this.name = term.name();
        this.market = term.market();
        this.type = term.type();
        this.percent = term.percent() == null ? null : term.percent().tenThousandths();
        this.fixedMinor = term.fixedMinor();
        this.memberShare = term.memberShare().tenThousandths();
        this.capMinor = term.capMinor();
        this.minimumOrderMinor = term.minimumOrderMinor();
        this.validFrom = validFrom;
        this.validTo = validTo;
        this.createdAt = now;
    }

    void replacedAt(Instant now) {
        this.replacedAt = now;
    }

    boolean saysTheSameAs(Rate other) {
        return saysTheSameOnceBegun(other) && validFrom.equals(other.validFrom);
    }

    /** Whatever the two begin. */
    boolean saysTheSameOnceBegun(Rate other) {
        return commissionGroup.equals(other.commissionGroup)
                && Objects.equals(name, other.name)
                && Objects.equals(market, other.market)
                && type == other.type
                && Objects.equals(percent, other.percent)
                && Objects.equals(fixedMinor, other.fixedMinor)
                && memberShare == other.memberShare
                && Objects.equals(capMinor, other.capMinor)
                && Objects.equals(minimumOrderMinor, other.minimumOrderMinor)
                && Objects.equals(validTo, other.validTo);
    }

    /** As the pure rules see it. */
    RateReceipt.Candidate candidate() {
        return new RateReceipt.Candidate(term(), validFrom, validTo);
    }

    Term term() {
        Percentage paid = percent == null ? null : new Percentage(percent);
        return Term.ofRate(
                id,
                commissionGroup,
                name,
                market,
                type,
                paid,
                fixedMinor,
                new Percentage(memberShare),
                capMinor,
                minimumOrderMinor);
    }

    UUID id() {
        return id;
    }

    UUID storeId() {
        return storeId;
    }

    Instant validFrom() {
        return validFrom;
    }

    Instant validTo() {
        return validTo;
    }

    Instant replacedAt() {
        return replacedAt;
    }
}
