package shop.pennywell.defaults.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;

/**
 * A fact, as a CloudEvents 1.0 message.
 *
 * @param id the same for every delivery of the same fact
 * @param subject id of the thing that the fact is about
 * @param data its state at that moment, with a {@code revision} where it has one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Event(
        String specversion,
        @NotNull UUID id,
        @NotBlank @Size(max = 100) String type,
        @NotBlank @Size(max = 100) String source,
        @Size(max = 200) String subject,
        @NotNull Instant time,
        String datacontenttype,
        @NotNull JsonNode data) {

    public static final String BATCH_MEDIA_TYPE = "application/cloudevents-batch+json";

    public Event(UUID id, String type, String source, String subject, Instant time, JsonNode data) {
        this("1.0", id, type, source, subject, time, "application/json", data);
    }
}
