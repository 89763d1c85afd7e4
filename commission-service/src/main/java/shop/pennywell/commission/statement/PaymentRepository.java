package shop.pennywell.commission.statement;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class PaymentRepository implements PanacheRepositoryBase<Payment, UUID> {

    Optional<Payment> known(UUID statementId, String bankReference) {
        return find("statementId = ?1 and bankReference = ?2", statementId, bankReference)
                .firstResultOptional();
    }

    List<Payment> of(UUID statementId) {
        return list("statementId = ?1 order by id", statementId);
    }
}
