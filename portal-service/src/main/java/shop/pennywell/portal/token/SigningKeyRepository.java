package shop.pennywell.portal.token;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class SigningKeyRepository implements PanacheRepositoryBase<SigningKey, String> {

    private static final int MAX_KEYS = 100;
    private static final long ROTATION_LOCK = 0x70656e6e79_01L;

    List<SigningKey> all() {
        return find("order by signsFrom, id").page(0, MAX_KEYS).list();
    }

    /** Held until the transaction ends. */
    void lock() {
        getEntityManager()
                .createNativeQuery("select cast(pg_advisory_xact_lock(:key) as text)")
                .setParameter("key", ROTATION_LOCK)
                .getResultList();
    }
}
