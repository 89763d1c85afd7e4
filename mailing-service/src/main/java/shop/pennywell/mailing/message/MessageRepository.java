package shop.pennywell.mailing.message;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

@ApplicationScoped
class MessageRepository implements PanacheRepositoryBase<Message, UUID> {

    /** What {@link MessageQueue} writes. */
    record NewMessage(
            UUID id,
            String origin,
            String template,
            UUID memberId,
            String address,
            String locale,
            String content,
            Instant expiresAt) {}

    /** @return whether this origin had not made this mail before */
    boolean insert(NewMessage message, Instant now) {
        // Types are named because a null says nothing about its own.
        return getEntityManager()
                        .unwrap(Session.class)
                        .createNativeMutationQuery("""
                                insert into message (id, origin, template, member_id, address, locale, content,
                                    status, next_attempt_at, expires_at, created_at, changed_at)
                                values (:id, :origin, :template, :member, :address, :locale, :content,
                                    'QUEUED', :now, :expires, :now, :now)
                                on conflict (origin, template) do nothing
                                """)
                        .setParameter("id", message.id())
                        .setParameter("origin", message.origin())
                        .setParameter("template", message.template())
                        .setParameter("member", message.memberId())
                        .setParameter("address", message.address(), String.class)
                        .setParameter("locale", message.locale(), String.class)
                        .setParameter("content", message.content())
                        .setParameter("expires", message.expiresAt(), Instant.class)
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** Due messages, oldest first, locked for this transaction; those that another replica holds are passed over. */
    @SuppressWarnings("unchecked")
    List<Message> lockDue(Instant now, int atMost) {
        return getEntityManager()
                .createNativeQuery("""
                        select * from message
                        where status = 'QUEUED' and next_attempt_at <= :now
                        order by next_attempt_at
                        limit :most
                        for update skip locked
                        """, Message.class)
                .setParameter("now", now)
                .setParameter("most", atMost)
                .getResultList();
    }

    Message lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Makes the member's waiting messages due: the member has become known. */
    void wake(UUID memberId, Instant now) {
        update(
                "nextAttemptAt = ?1 where memberId = ?2 and status = ?3 and attempts = 0 and nextAttemptAt > ?1",
                now,
                memberId,
                MessageStatus.QUEUED);
    }

    /** Ends what is under way to an erased member and removes what was kept of the rest. */
    void forget(UUID memberId, Instant now) {
        update(
                "status = ?1, changedAt = ?2 where memberId = ?3 and status = ?4",
                MessageStatus.DROPPED,
                now,
                memberId,
                MessageStatus.QUEUED);
        update(
                "address = null, content = null, subject = null, locale = null, lastError = null where memberId = ?1",
                memberId);
    }

    int deleteEnded(Instant before, int atMost) {
        return getEntityManager()
                .createNativeQuery("""
                        delete from message where id in (
                            select id from message where status <> 'QUEUED' and changed_at < :before
                            limit :most for update skip locked)
                        """)
                .setParameter("before", before)
                .setParameter("most", atMost)
                .executeUpdate();
    }

    /** Newest first. */
    List<Message> newest(UUID memberId, MessageStatus status, UUID before, int rows) {
        StringBuilder where = new StringBuilder("1 = 1");
        List<Object> values = new ArrayList<>();
        if (memberId != null) {
            values.add(memberId);
            where.append(" and memberId = ?").append(values.size());
        }
        if (status != null) {
            values.add(status);
            where.append(" and status = ?").append(values.size());
        }
        if (before != null) {
            values.add(before);
            where.append(" and id < ?").append(values.size());
        }
        return find(where + " order by id desc", values.toArray()).page(0, rows).list();
    }
}
