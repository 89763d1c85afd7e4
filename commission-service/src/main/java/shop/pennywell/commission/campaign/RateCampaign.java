package shop.pennywell.commission.campaign;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import shop.pennywell.commission.rate.Campaign;
import shop.pennywell.commission.rate.Factor;
import shop.pennywell.commission.rate.Percentage;
import shop.pennywell.defaults.id.Ids;

/**
 * A campaign that raises the members' share. Until it begins everything but its scope may change, and it may be withdrawn; once it has
 * begun only its end may, and not into the past: what members were promised at any moment can so be read from its row.
 */
@Entity
class RateCampaign {

    /** Where it is in its life. */
    enum State {
        PLANNED,
        RUNNING,
        OVER,
        WITHDRAWN
    }

    @Id
    private UUID id;

    private long revision;
    private String name;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<UUID> storeIds;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> commissionGroups;

    private String market;
    private Long factor;
    private Long memberShare;
    private Instant validFrom;
    private Instant validTo;
    private Instant createdAt;
    private Instant changedAt;
    private Instant withdrawnAt;

    protected RateCampaign() {}

    /** @param storeIds empty: every store */
    RateCampaign(List<UUID> storeIds, List<String> groups, String market, Instant now) {
        this.id = Ids.newId();
        this.storeIds = List.copyOf(storeIds);
        this.commissionGroups = List.copyOf(groups);
        this.market = market;
        this.createdAt = now;
    }

    /** What it is to be, before it begins. */
    void plan(String newName, Raise raise, Instant from, Instant to, Instant now) {
        this.name = newName;
        this.factor = raise.factor() == null ? null : raise.factor().tenThousandths();
        this.memberShare = raise.share() == null ? null : raise.share().tenThousandths();
        this.validFrom = from;
        this.validTo = to;
        changed(now);
    }

    /** Another end for one that runs; one in the past means now. */
    void end(Instant to, Instant now) {
        this.validTo = to.isBefore(now) ? now : to;
        changed(now);
    }

    void withdraw(Instant now) {
        this.withdrawnAt = now;
        changed(now);
    }

    private void changed(Instant now) {
        this.changedAt = now;
        this.revision++;
    }

    State state(Instant now) {
        if (withdrawnAt != null) {
            return State.WITHDRAWN;
        }
        if (now.isBefore(validFrom)) {
            return State.PLANNED;
        }
        return now.isBefore(validTo) ? State.RUNNING : State.OVER;
    }

    /** Whether both would be shown under the same name at the same time. */
    boolean isTakenFor(RateCampaign other) {
        return !id.equals(other.id)
                && name.equalsIgnoreCase(other.name)
                && validFrom.isBefore(other.validTo)
                && other.validFrom.isBefore(validTo);
    }

    /** As the pure rules see it. */
    Campaign campaign() {
        return new Campaign(
                id,
                name,
                Set.copyOf(storeIds),
                Set.copyOf(commissionGroups),
                market,
                factor == null ? null : new Factor(factor),
                memberShare == null ? null : new Percentage(memberShare),
                validFrom,
                validTo);
    }

    /** How it raises the share: exactly one of the two. */
    record Raise(Factor factor, Percentage share) {}

    UUID id() {
        return id;
    }

    long revision() {
        return revision;
    }

    String name() {
        return name;
    }

    List<UUID> storeIds() {
        return List.copyOf(storeIds);
    }

    List<String> groups() {
        return List.copyOf(commissionGroups);
    }

    String market() {
        return market;
    }

    Raise raise() {
        Campaign pure = campaign();
        return new Raise(pure.factor(), pure.memberShare());
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

    Instant changedAt() {
        return changedAt;
    }

    boolean isWithdrawn() {
        return withdrawnAt != null;
    }
}
