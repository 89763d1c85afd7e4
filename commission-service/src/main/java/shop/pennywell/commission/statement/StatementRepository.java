package shop.pennywell.commission.statement;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class StatementRepository implements PanacheRepositoryBase<Statement, UUID> {
    private static final UUID LAST = new UUID(-1, -1);

    /** Newest first; of every partner if none is named. */
    List<Statement> before(UUID partnerId, UUID cursor, int limit) {
        UUID before = cursor == null ? LAST : cursor;
        return (partnerId == null
                        ? find("id < ?1 order by id desc", before)
                        : find("id < ?1 and partnerId = ?2 order by id desc", before, partnerId))
                .page(0, limit)
                .list();
    }
}
