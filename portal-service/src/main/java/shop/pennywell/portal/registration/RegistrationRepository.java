package shop.pennywell.portal.registration;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class RegistrationRepository implements PanacheRepositoryBase<Registration, String> {

    /** One verification of an address at a time, until the transaction ends. */
    void lock(String email) {
        getEntityManager()
                .createNativeQuery("select cast(pg_advisory_xact_lock(hashtextextended(:email, 1)) as text)")
                .setParameter("email", email)
                .getResultList();
    }

    void deleteAllOf(String email) {
        delete("email", email);
    }
}
