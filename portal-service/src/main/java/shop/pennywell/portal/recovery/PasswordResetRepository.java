package shop.pennywell.portal.recovery;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import shop.pennywell.portal.member.MemberErased;

@ApplicationScoped
class PasswordResetRepository implements PanacheRepositoryBase<PasswordReset, String> {

    void deleteAllOf(UUID memberId) {
        delete("memberId", memberId);
    }

    void erased(@Observes MemberErased erased) {
        deleteAllOf(erased.memberId());
    }
}
