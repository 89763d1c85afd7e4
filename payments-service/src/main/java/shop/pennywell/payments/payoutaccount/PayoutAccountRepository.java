package shop.pennywell.payments.payoutaccount;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Where each member is paid to. */
@ApplicationScoped
public class PayoutAccountRepository implements PanacheRepositoryBase<PayoutAccount, UUID> {

    /** Distinguishes these locks from other users of PostgreSQL's advisory locks. */
    private static final int ACCOUNT_LOCKS = 0x6962616e;

    /** Until the end of the transaction nobody else sets this member's account, also if there is none yet. */
    void lock(UUID memberId) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(:locks, :member)")
                .setParameter("locks", ACCOUNT_LOCKS)
                .setParameter("member", memberId.hashCode())
                .getSingleResult();
    }
}
