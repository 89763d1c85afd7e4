package shop.pennywell.portal.registration;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import shop.pennywell.portal.member.MemberErased;

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

    void noteUse(UsedVerification use) {
        getEntityManager().persist(use);
    }

    Optional<UsedVerification> useOf(String tokenHash) {
        return Optional.ofNullable(getEntityManager().find(UsedVerification.class, tokenHash));
    }

    void erased(@Observes MemberErased erased) {
        getEntityManager()
                .createQuery("delete from UsedVerification where memberId = :member")
                .setParameter("member", erased.memberId())
                .executeUpdate();
    }
}
