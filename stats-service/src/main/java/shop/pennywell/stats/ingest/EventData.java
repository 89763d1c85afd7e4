package shop.pennywell.stats.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Set;
import shop.pennywell.defaults.events.Event;

/** Reads the little of a sibling's event that is counted. */
@ApplicationScoped
class EventData {

    private final ObjectMapper json;
    private final Validator validator;

    EventData(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /** @throws IllegalArgumentException when the data is not what the contract says; the producer sees it as a dead letter */
    <T> T read(Event event, Class<T> type) {
        try {
            T data = json.treeToValue(event.data(), type);
            Set<ConstraintViolation<T>> violations = validator.validate(data);
            if (!violations.isEmpty()) {
                throw new IllegalArgumentException(event.type() + " without "
                        + violations.iterator().next().getPropertyPath());
            }
            return data;
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(event.type() + " is unreadable", unreadable);
        }
    }
}
