package shop.pennywell.commission.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** Which of our stores a network's programme stands for. */
@ApplicationScoped
class Programmes {
    private final EntityManager entities;

    Programmes(EntityManager entities) {
        this.entities = entities;
    }

    record Programme(String programmeId, UUID storeId) {}

    Optional<UUID> store(UUID accountId, String programmeId) {
        List<UUID> stores = entities.unwrap(Session.class)
                .createNativeQuery(
                        "select store_id from network_programme where account_id = :account and programme_id = :programme",
                        UUID.class)
                .setParameter("account", accountId)
                .setParameter("programme", programmeId)
                .getResultList();
        return stores.stream().findFirst();
    }

    void put(UUID accountId, Programme programme) {
        entities.createNativeQuery("""
                        insert into network_programme (account_id, programme_id, store_id) values (:account, :programme, :store)
                        on conflict (account_id, programme_id) do update set store_id = excluded.store_id
                        """)
                .setParameter("account", accountId)
                .setParameter("programme", programme.programmeId())
                .setParameter("store", programme.storeId())
                .executeUpdate();
    }

    boolean remove(UUID accountId, String programmeId) {
        return entities.createNativeQuery(
                                "delete from network_programme where account_id = :account and programme_id = :programme")
                        .setParameter("account", accountId)
                        .setParameter("programme", programmeId)
                        .executeUpdate()
                > 0;
    }

    List<Programme> after(UUID accountId, String programmeId, int limit) {
        List<Object[]> rows = entities.unwrap(Session.class)
                .createNativeQuery("""
                        select programme_id, store_id from network_programme
                         where account_id = :account and programme_id > :after order by programme_id limit :limit
                        """, Object[].class)
                .setParameter("account", accountId)
                .setParameter("after", programmeId == null ? "" : programmeId)
                .setParameter("limit", limit)
                .getResultList();
        return rows.stream()
                .map(row -> new Programme((String) row[0], (UUID) row[1]))
                .toList();
    }
}
