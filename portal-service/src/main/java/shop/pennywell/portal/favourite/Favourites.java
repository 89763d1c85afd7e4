package shop.pennywell.portal.favourite;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.portal.store.Store;
import shop.pennywell.portal.store.StoreOffer;
import shop.pennywell.portal.store.Stores;
import shop.pennywell.portal.viewer.Audience;

/** The stores that a member keeps at hand. */
@ApplicationScoped
public class Favourites {

    /** More than anybody keeps at hand, and few enough to export at once. */
    static final int MAX_PER_MEMBER = 200;

    private final EntityManager entities;
    private final Stores stores;
    private final Clock clock;

    Favourites(EntityManager entities, Stores stores, Clock clock) {
        this.entities = entities;
        this.stores = stores;
        this.clock = clock;
    }

    /** By name; stores that have closed are left out. */
    public List<StoreOffer> of(UUID memberId) {
        return stores.offers(ids(memberId), Audience.ANYBODY);
    }

    /**
     * Like {@link #of}, a part of it.
     *
     * @param audience for whom rates are shown
     * @param after {@link Stores#position} by name to go on from; null: from the start
     */
    List<StoreOffer> page(UUID memberId, Audience audience, String after, int limit) {
        UUID id = null;
        String name = null;
        if (after != null) {
            int space = after.indexOf(' ');
            try {
                id = UUID.fromString(after.substring(0, Math.max(space, 0)));
            } catch (IllegalArgumentException unreadable) {
                throw Cursor.invalid();
            }
            name = after.substring(space + 1);
        }
        List<UUID> ids = entities.unwrap(Session.class)
                .createNativeQuery("""
                        select s.id from favourites f join stores s on s.id = f.store_id
                        where f.member_id = :member and s.active
                          and (cast(:id as uuid) is null
                               or (lower(s.name), s.id) > (lower(cast(:name as text)), cast(:id as uuid)))
                        order by lower(s.name), s.id
                        limit :limit
                        """, UUID.class)
                .setParameter("member", memberId)
                .setParameter("id", id)
                .setParameter("name", name)
                .setParameter("limit", limit)
                .getResultList();
        return stores.offers(ids, audience);
    }

    /** Adding twice is adding once. False when the member has {@value #MAX_PER_MEMBER} already. */
    @Transactional
    boolean add(UUID memberId, Store store) {
        List<UUID> kept = ids(memberId);
        if (kept.contains(store.id())) {
            return true;
        }
        if (kept.size() >= MAX_PER_MEMBER) {
            return false;
        }
        entities.createNativeQuery("""
                        insert into favourites (member_id, store_id, created_at) values (:member, :store, :now)
                        on conflict do nothing
                        """)
                .setParameter("member", memberId)
                .setParameter("store", store.id())
                .setParameter("now", clock.instant())
                .executeUpdate();
        return true;
    }

    @Transactional
    void remove(UUID memberId, Store store) {
        entities.createNativeQuery("delete from favourites where member_id = :member and store_id = :store")
                .setParameter("member", memberId)
                .setParameter("store", store.id())
                .executeUpdate();
    }

    /** Part of erasing a member. */
    @Transactional
    public void forget(UUID memberId) {
        entities.createNativeQuery("delete from favourites where member_id = :member")
                .setParameter("member", memberId)
                .executeUpdate();
    }

    private List<UUID> ids(UUID memberId) {
        return entities.unwrap(Session.class)
                .createNativeQuery("select store_id from favourites where member_id = :member", UUID.class)
                .setParameter("member", memberId)
                .getResultList();
    }
}
