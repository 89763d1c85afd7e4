package shop.pennywell.portal.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Our copy of a campaign that raises the members' share. */
@Entity
@Table(name = "rate_campaigns")
@SuppressWarnings("UnusedVariable") // read by SQL only
class RateCampaign {

    static final String CHANGED = "rate-campaign.changed";

    @Id
    private UUID id;

    private long revision;
    private String name;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<UUID> storeIds;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> commissionGroups;

    private String market;
    private BigDecimal factor;
    private BigDecimal memberSharePercent;
    private Instant validFrom;
    private Instant validTo;
    private boolean withdrawn;
    private Instant updatedAt;

    protected RateCampaign() {}

    RateCampaign(UUID id) {
        this.id = id;
    }

    /** What this service reads of commission-service's {@code rate-campaign.changed}; empty lists mean all. */
    record Change(
            UUID campaignId,
            long revision,
            String name,
            List<UUID> storeIds,
            List<String> groups,
            String market,
            BigDecimal factor,
            BigDecimal memberSharePercent,
            Instant validFrom,
            Instant validTo,
            boolean withdrawn) {}

    /** Becomes what the change says, unless that is not newer than what we know. */
    void apply(Change change, Instant now) {
        if (change.revision() <= revision) {
            return;
        }
        revision = change.revision();
        name = change.name();
        storeIds = List.copyOf(change.storeIds());
        commissionGroups = List.copyOf(change.groups());
        market = change.market();
        factor = change.factor();
        memberSharePercent = change.memberSharePercent();
        validFrom = change.validFrom();
        validTo = change.validTo();
        withdrawn = change.withdrawn();
        updatedAt = now;
    }
}
