package shop.pennywell.commission.hold;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.Session;

/** Which members gave the same bank account, for those who would reward two where there is perhaps one. */
@ApplicationScoped
public class SharedAccounts {
    private final Session entities;
    private final boolean matters;

    SharedAccounts(Session entities, HoldConfig config) {
        this.entities = entities;
        this.matters = config.rules().contains(HoldRule.SHARED_ACCOUNT) && config.membersPerAccount() < 2;
    }

    /** Whether these two ever gave the same one; no where operators have nothing against it. */
    public boolean areBetween(UUID one, UUID other) {
        return matters
                && !entities.createNativeQuery("""
                        select 1 from payout_fingerprint mine join payout_fingerprint theirs using (fingerprint)
                        where mine.member_id = :one and theirs.member_id = :other limit 1
                        """, Integer.class)
                        .setParameter("one", one)
                        .setParameter("other", other)
                        .getResultList()
                        .isEmpty();
    }
}
