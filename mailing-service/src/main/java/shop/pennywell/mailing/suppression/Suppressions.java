package shop.pennywell.mailing.suppression;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import shop.pennywell.mailing.recipient.EmailAddress;

/** Which addresses get no mail, and why. Joins the caller's transaction. */
@ApplicationScoped
public class Suppressions implements PanacheRepositoryBase<Suppression, String> {

    private final Clock clock;

    Suppressions(Clock clock) {
        this.clock = clock;
    }

    public Optional<SuppressionReason> reasonFor(EmailAddress address) {
        return findByIdOptional(address.key()).map(Suppression::reason);
    }

    /** Keeps the first reason when the address is suppressed already. */
    public void suppress(EmailAddress address, SuppressionReason reason, String note) {
        getEntityManager()
                .createNativeQuery("""
                        insert into suppression (address, reason, note, created_at) values (?1, ?2, ?3, ?4)
                        on conflict do nothing
                        """)
                .setParameter(1, address.key())
                .setParameter(2, reason.name())
                .setParameter(3, note)
                .setParameter(4, clock.instant())
                .executeUpdate();
    }

    /** @return whether it was suppressed */
    public boolean lift(EmailAddress address) {
        return deleteById(address.key());
    }

    List<Suppression> after(String address, int rows) {
        return find("address > ?1 order by address", address).page(0, rows).list();
    }
}
