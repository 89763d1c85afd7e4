package shop.pennywell.defaults.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Set;

/** Reads the little of a sibling's event that a service declares of it, and holds it to that declaration. */
@ApplicationScoped
public class EventData {

    private final ObjectMapper json;
    private final Validator validator;

    EventData(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /** @throws IllegalArgumentException when the data is not what the contract says; the producer sees it as a dead letter */
    public <T> T read(Event event, Class<T> type) {
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
