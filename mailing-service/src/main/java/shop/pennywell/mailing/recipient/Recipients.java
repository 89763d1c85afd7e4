package shop.pennywell.mailing.recipient;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Whom mail can be sent to: what portal says of its members, in whatever order it arrives. */
@ApplicationScoped
public class Recipients implements PanacheRepositoryBase<Recipient, UUID> {

    /** Joins the caller's transaction, like every method here. */
    public void update(UUID memberId, long revision, String email, String displayName, String locale) {
        locked(memberId).update(revision, email, displayName, locale);
    }

    /** @return the address that was forgotten, if one was known */
    public Optional<String> erase(UUID memberId, Instant at) {
        Recipient recipient = locked(memberId);
        Optional<String> address = Optional.ofNullable(recipient.email()).filter(email -> !email.isEmpty());
        recipient.erase(at);
        return address;
    }

    public Optional<Recipient> byMember(UUID memberId) {
        return findByIdOptional(memberId);
    }

    public boolean isErased(UUID memberId) {
        return byMember(memberId).map(Recipient::isErased).orElse(false);
    }

    /** Two events about a member that nobody knows yet may come at once: the row is made first, then locked. */
    private Recipient locked(UUID memberId) {
        getEntityManager().createNativeQuery("""
                        insert into recipient (member_id, revision, email) values (?1, 0, '')
                        on conflict do nothing
                        """).setParameter(1, memberId).executeUpdate();
        return findById(memberId, LockModeType.PESSIMISTIC_WRITE);
    }
}
