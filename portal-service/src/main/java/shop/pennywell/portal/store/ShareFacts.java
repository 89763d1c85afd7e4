package shop.pennywell.portal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventHandler;

/** Keeps the copy of what raises the members' shares: campaigns and tiers, as commission-service says, in any order. */
@ApplicationScoped
class ShareFacts implements EventHandler {

    static final String TIERS_CHANGED = "tiers.changed";

    private final EntityManager entities;
    private final ObjectMapper json;
    private final Clock clock;

    ShareFacts(EntityManager entities, ObjectMapper json, Clock clock) {
        this.entities = entities;
        this.json = json;
        this.clock = clock;
    }

    /** What this service reads of {@code tiers.changed}: all tiers as they are now. */
    private record TiersChanged(long revision, List<Entry> tiers) {
        record Entry(String tier, BigDecimal extraSharePoints) {}
    }

    @Override
    public Set<String> types() {
        return Set.of(RateCampaign.CHANGED, TIERS_CHANGED);
    }

    @Override
    @Transactional
    public void handle(Event event) {
        if (event.type().equals(RateCampaign.CHANGED)) {
            applyCampaign(event.data());
        } else {
            applyTiers(event.data());
        }
    }

    @Transactional
    void applyCampaign(JsonNode data) {
        RateCampaign.Change change = read(data, RateCampaign.Change.class);
        RateCampaign known = entities.find(RateCampaign.class, change.campaignId(), LockModeType.PESSIMISTIC_WRITE);
        RateCampaign campaign = known == null ? new RateCampaign(change.campaignId()) : known;
        campaign.apply(change, clock.instant());
        if (known == null) {
            entities.persist(campaign);
        }
    }

    /** All are of one revision, so a newer one takes the place of all, and one at a time does so. */
    @Transactional
    void applyTiers(JsonNode data) {
        TiersChanged change = read(data, TiersChanged.class);
        entities.createNativeQuery("lock table tiers in share row exclusive mode")
                .executeUpdate();
        Number known = (Number) entities.createNativeQuery("select coalesce(max(revision), 0) from tiers")
                .getSingleResult();
        if (change.revision() <= known.longValue()) {
            return;
        }
        entities.createNativeQuery("delete from tiers").executeUpdate();
        for (TiersChanged.Entry entry : change.tiers()) {
            entities.createNativeQuery("""
                            insert into tiers (tier, revision, extra_share_points, updated_at)
                            values (:tier, :revision, :points, :now)
                            """)
                    .setParameter("tier", entry.tier())
                    .setParameter("revision", change.revision())
                    .setParameter("points", entry.extraSharePoints())
                    .setParameter("now", clock.instant())
                    .executeUpdate();
        }
    }

    private <T> T read(JsonNode data, Class<T> type) {
        try {
            return json.treeToValue(data, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("not a readable " + type.getSimpleName(), unreadable);
        }
    }
}
