package shop.pennywell.commission.partner;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class SigningKeyRepository implements PanacheRepositoryBase<SigningKey, String> {
    private static final int MOST_PUBLISHED = 10;

    Optional<SigningKey> newest() {
        return find("order by createdAt desc").firstResultOptional();
    }

    List<SigningKey> published() {
        return find("order by createdAt desc").page(0, MOST_PUBLISHED).list();
    }

    /** Lets one replica at a time past, until the end of its transaction. */
    void lock() {
        getEntityManager()
                .createNativeQuery("select pg_advisory_xact_lock(hashtext('signing_key'))")
                .getSingleResult();
    }
}
