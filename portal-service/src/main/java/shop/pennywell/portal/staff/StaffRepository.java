package shop.pennywell.portal.staff;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

@ApplicationScoped
class StaffRepository implements PanacheRepositoryBase<StaffUser, UUID> {

    /** Two replicas may both try: one row comes of it. */
    void addUnlessThere(UUID id, String email, String passwordHash, String displayName, Instant now) {
        getEntityManager()
                .createNativeQuery("""
                        insert into staff (id, email, password_hash, display_name, finance, created_at)
                        values (:id, :email, :passwordHash, :displayName, true, :now)
                        on conflict (email) do nothing
                        """)
                .setParameter("id", id)
                .setParameter("email", email)
                .setParameter("passwordHash", passwordHash)
                .setParameter("displayName", displayName)
                .setParameter("now", now)
                .executeUpdate();
    }
}
