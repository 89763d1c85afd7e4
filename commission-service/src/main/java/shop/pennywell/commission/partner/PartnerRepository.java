package shop.pennywell.commission.partner;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The partners. */
@ApplicationScoped
public class PartnerRepository implements PanacheRepositoryBase<Partner, UUID> {

    /** The partner, locked until the end of the transaction: whoever bills it does so alone. */
    public Optional<Partner> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Makes this partner the one that this world knows by its id, also when two do so at once. */
    void copy(Partner partner) {
        getEntityManager()
                .createNativeQuery("select pg_advisory_xact_lock(hashtext(:id))")
                .setParameter("id", "partner " + partner.id())
                .getSingleResult();
        getEntityManager().merge(partner);
        flush();
    }

    List<Partner> after(UUID cursor, int limit) {
        return (cursor == null ? find("order by id") : find("id > ?1 order by id", cursor))
                .page(0, limit)
                .list();
    }
}
