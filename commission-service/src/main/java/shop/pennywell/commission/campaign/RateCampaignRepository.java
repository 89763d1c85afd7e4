package shop.pennywell.commission.campaign;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.commission.rate.Campaign;

/** The campaigns, those that are over included. */
@ApplicationScoped
public class RateCampaignRepository implements PanacheRepositoryBase<RateCampaign, UUID> {

    /** Those that run or will. There are never more than {@link PlanCampaign#MOST_PLANNED}. */
    public List<Campaign> notOver(Instant now) {
        return openAt(now).stream().map(RateCampaign::campaign).toList();
    }

    List<RateCampaign> openAt(Instant now) {
        return list("withdrawnAt is null and validTo > ?1 order by id", now);
    }

    Optional<RateCampaign> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** @param at only those in force then, unless null */
    List<RateCampaign> before(UUID cursor, Instant at, int limit) {
        Map<String, Object> given = new HashMap<>();
        String wanted = "1 = 1";
        if (cursor != null) {
            given.put("cursor", cursor);
            wanted += " and id < :cursor";
        }
        if (at != null) {
            given.put("at", at);
            wanted += " and withdrawnAt is null and validFrom <= :at and validTo > :at";
        }
        return find(wanted + " order by id desc", given).page(0, limit).list();
    }
}
