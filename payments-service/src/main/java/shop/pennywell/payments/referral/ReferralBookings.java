package shop.pennywell.payments.referral;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** What is booked for referrals, and who is given nothing any more. */
@ApplicationScoped
class ReferralBookings implements PanacheRepositoryBase<ReferralBooking, UUID> {

    void erase(UUID memberId, Instant now) {
        getEntityManager()
                .createNativeQuery(
                        "insert into erased_member (member_id, erased_at) values (:member, :now) on conflict do nothing")
                .setParameter("member", memberId)
                .setParameter("now", now)
                .executeUpdate();
    }

    boolean isErased(UUID memberId) {
        return !getEntityManager()
                .createNativeQuery("select 1 from erased_member where member_id = :member")
                .setParameter("member", memberId)
                .getResultList()
                .isEmpty();
    }
}
