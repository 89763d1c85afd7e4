package shop.pennywell.commission.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stores, and the version of all that a click-out needs of them. */
@ApplicationScoped
public class StoreRepository implements PanacheRepositoryBase<Store, UUID> {

    private final Event<StoresTouched> touched;

    StoreRepository(Event<StoresTouched> touched) {
        this.touched = touched;
    }

    public List<Store> after(UUID cursor, int limit) {
        return (cursor == null ? find("order by id") : find("id > ?1 order by id", cursor))
                .page(0, limit)
                .list();
    }

    public List<Store> ofPartner(UUID partnerId, int limit) {
        return find("partnerId = ?1 order by id", partnerId).page(0, limit).list();
    }

    /** The store, locked until the end of the transaction. */
    public Optional<Store> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    boolean slugTaken(String slug) {
        return count("slug", slug) > 0;
    }

    /** Tells the read copies of all replicas, when the transaction commits, that they are old; the commit returns when they have seen it. */
    public void touched() {
        getEntityManager()
                .createNativeQuery("update storefront_version set version = version + 1")
                .executeUpdate();
        touched.fire(new StoresTouched());
    }

    public long version() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select version from storefront_version")
                        .getSingleResult())
                .longValue();
    }
}
