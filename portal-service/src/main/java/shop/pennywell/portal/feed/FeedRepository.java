package shop.pennywell.portal.feed;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** Feeds, their imports and what the imports rejected. */
@ApplicationScoped
class FeedRepository implements PanacheRepositoryBase<Feed, UUID> {

    private final EntityManager entities;

    FeedRepository(EntityManager entities) {
        this.entities = entities;
    }

    List<Feed> page(UUID storeId, UUID after, int limit) {
        return entities.createQuery("""
                        from Feed where (:store is null or storeId = :store) and (:after is null or id > :after) order by id
                        """, Feed.class)
                .setParameter("store", storeId)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    Optional<FeedImport> importOf(UUID feedId, UUID importId) {
        return Optional.ofNullable(entities.find(FeedImport.class, importId))
                .filter(found -> found.feedId().equals(feedId));
    }

    Optional<FeedImport> importLocked(UUID importId) {
        return Optional.ofNullable(entities.find(FeedImport.class, importId, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Keeps others from applying or approving anything of this feed until the transaction ends. */
    Feed locked(UUID feedId) {
        return entities.find(Feed.class, feedId, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Locks the feed first, as applying does. */
    Optional<FeedImport> importLocked(UUID feedId, UUID importId) {
        return Optional.ofNullable(locked(feedId))
                .flatMap(feed -> importLocked(importId))
                .filter(found -> found.feedId().equals(feedId));
    }

    /** Whether the feed has an import after this one, in one of these states. */
    boolean hasLater(FeedImport than, FeedImport.Status... states) {
        return entities.createQuery(
                                "select count(*) from FeedImport where feedId = :feed and id > :id and status in :states",
                                Long.class)
                        .setParameter("feed", than.feedId())
                        .setParameter("id", than.id())
                        .setParameter("states", List.of(states))
                        .getSingleResult()
                > 0;
    }

    void add(FeedImport started) {
        entities.persist(started);
    }

    /** The oldest import that nobody works on, of a feed that nobody works on; the others skip the locked row. */
    Optional<FeedImport> nextUnleased(Instant now) {
        return entities.unwrap(Session.class)
                .createNativeQuery("""
                        select * from feed_imports i
                        where i.status = 'RUNNING' and (i.lease_until is null or i.lease_until <= :now)
                          and not exists (select 1 from feed_imports earlier
                                          where earlier.feed_id = i.feed_id and earlier.status = 'RUNNING'
                                            and earlier.id < i.id)
                        order by i.created_at
                        limit 1
                        for update skip locked
                        """, FeedImport.class)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    List<ImportResponse.RowError> errorsOf(UUID importId) {
        return entities.unwrap(Session.class)
                .createNativeQuery(
                        "select line, code, detail from feed_import_errors where import_id = :import order by ordinal",
                        jakarta.persistence.Tuple.class)
                .setParameter("import", importId)
                .getResultStream()
                .map(row -> new ImportResponse.RowError(
                        row.get("line", Long.class), row.get("code", String.class), row.get("detail", String.class)))
                .toList();
    }
}
