package shop.pennywell.commission.rate;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The rates of all stores, those replaced included. */
@ApplicationScoped
public class RateRepository implements PanacheRepositoryBase<Rate, UUID> {

    List<Rate> current(UUID storeId) {
        return list("storeId = ?1 and replacedAt is null order by commissionGroup, market, validFrom", storeId);
    }

    Map<UUID, List<Rate>> current(Collection<UUID> storeIds) {
        List<Rate> found =
                list("storeId in ?1 and replacedAt is null order by commissionGroup, market, validFrom", storeIds);
        return found.stream().collect(Collectors.groupingBy(Rate::storeId));
    }

    /** The rates that hold or will hold, by store, for {@link RateReceipt}; a store without any is not in it. */
    public Map<UUID, List<RateReceipt.Candidate>> candidates(Collection<UUID> storeIds) {
        return current(storeIds).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        rates -> rates.getValue().stream().map(Rate::candidate).toList()));
    }

    /** What was in force at a moment, as it was known then: what a click of that moment was promised, in whatever market. */
    List<Rate> inForce(UUID storeId, Instant at) {
        return list("""
                storeId = ?1 and createdAt <= ?2 and (replacedAt is null or replacedAt > ?2)
                and validFrom <= ?2 and (validTo is null or validTo > ?2)
                order by commissionGroup, market, validFrom
                """, storeId, at);
    }

    /** Everything that ever held, newest first. */
    List<Rate> history(UUID storeId, UUID before, int limit) {
        return (before == null
                        ? find("storeId = ?1 order by id desc", storeId)
                        : find("storeId = ?1 and id < ?2 order by id desc", storeId, before))
                .page(0, limit)
                .list();
    }
}
