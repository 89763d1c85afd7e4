package shop.pennywell.portal.member;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The tiers that members were put into. A member may know when, though not by whom, and an erased one has none. */
@ApplicationScoped
class TierChangeRepository implements PanacheRepositoryBase<TierChange, UUID>, ExportPart {
    private static final int MOST_EXPORTED = 1000;

    private record Exported(Tier tier, Instant setAt) {}

    List<TierChange> newest(UUID memberId, UUID before, int limit) {
        return (before == null
                        ? find("memberId = ?1 order by id desc", memberId)
                        : find("memberId = ?1 and id < ?2 order by id desc", memberId, before))
                .page(0, limit)
                .list();
    }

    @Override
    public String name() {
        return "tiers";
    }

    @Override
    public Object of(UUID memberId) {
        return newest(memberId, null, MOST_EXPORTED).stream()
                .map(change -> new Exported(change.tier(), change.setAt()))
                .toList();
    }

    void erased(@Observes MemberErased erased) {
        delete("memberId", erased.memberId());
    }
}
