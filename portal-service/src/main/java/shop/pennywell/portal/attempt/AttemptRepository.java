package shop.pennywell.portal.attempt;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class AttemptRepository implements PanacheRepositoryBase<Attempt, UUID> {

    List<Attempt> latest(Attempts.Kind kind, String subjectHash, Instant since, int limit) {
        return find("kind = ?1 and subjectHash = ?2 and at > ?3 order by at desc", kind, subjectHash, since)
                .page(0, limit)
                .list();
    }

    void forget(Attempts.Kind kind, String subjectHash) {
        delete("kind = ?1 and subjectHash = ?2", kind, subjectHash);
    }
}
