package shop.pennywell.mailing.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.UUID;

/**
 * Decides whether an event that comes after a newer one of its subject is still worth a mail. Events have no order: "Tracked"
 * may arrive a moment after "Confirmed". Both happened and the member hears of both; but a decline that has been overcome
 * since, or progress that a decline has undone since, would tell the opposite of what is true now.
 */
@ApplicationScoped
class News {

    private final EntityManager entities;
    private final Clock clock;

    News(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Notes the state and judges it; joins the caller's transaction.
     *
     * @param setback whether the state is bad news (declined, rejected, returned)
     */
    boolean stillNews(UUID subject, long revision, boolean setback) {
        boolean newest = entities.createNativeQuery("""
                        insert into announced as known (subject_id, revision, setback, heard_at)
                        values (:subject, :revision, :setback, :now)
                        on conflict (subject_id) do update
                        set revision = excluded.revision, setback = excluded.setback, heard_at = excluded.heard_at
                        where known.revision < excluded.revision
                        """)
                        .setParameter("subject", subject)
                        .setParameter("revision", revision)
                        .setParameter("setback", setback)
                        .setParameter("now", clock.instant())
                        .executeUpdate()
                == 1;
        return newest || !(setback || newestIsSetback(subject));
    }

    private boolean newestIsSetback(UUID subject) {
        return (Boolean) entities.createNativeQuery("select setback from announced where subject_id = :subject")
                .setParameter("subject", subject)
                .getSingleResult();
    }
}
