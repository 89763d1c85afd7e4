package shop.pennywell.portal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Set;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventHandler;

/** Keeps the copy of stores and rates: applies what commission-service says, whether by event or by pull, in any order. */
@ApplicationScoped
class StoreFacts implements EventHandler {

    private final EntityManager entities;
    private final ObjectMapper json;
    private final Clock clock;

    StoreFacts(EntityManager entities, ObjectMapper json, Clock clock) {
        this.entities = entities;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Set<String> types() {
        return Set.of(StoreChanged.TYPE, RateChanged.TYPE);
    }

    @Override
    @Transactional
    public void handle(Event event) {
        if (event.type().equals(StoreChanged.TYPE)) {
            applyStore(event.data());
        } else {
            applyRates(event.data());
        }
    }

    @Transactional
    void applyStore(JsonNode data) {
        StoreChanged change = read(data, StoreChanged.class);
        Store known = entities.find(Store.class, change.storeId(), LockModeType.PESSIMISTIC_WRITE);
        if (known == null) {
            entities.persist(Store.of(change, clock.instant()));
        } else {
            known.apply(change, clock.instant());
        }
    }

    @Transactional
    void applyRates(JsonNode data) {
        RateChanged change = read(data, RateChanged.class);
        StoreRates known = entities.find(StoreRates.class, change.storeId(), LockModeType.PESSIMISTIC_WRITE);
        StoreRates rates = known == null ? new StoreRates(change.storeId()) : known;
        if (!rates.advanceTo(change.revision(), clock.instant())) {
            return;
        }
        if (known == null) {
            entities.persist(rates);
            entities.flush();
        }
        entities.createQuery("delete from Rate where storeId = :store")
                .setParameter("store", change.storeId())
                .executeUpdate();
        change.rates().forEach(entry -> entities.persist(Rate.of(change.storeId(), entry)));
    }

    private <T> T read(JsonNode data, Class<T> type) {
        try {
            return json.treeToValue(data, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("not a readable " + type.getSimpleName(), unreadable);
        }
    }
}
