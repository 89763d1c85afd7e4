package shop.pennywell.portal.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import shop.pennywell.portal.form.FormErrors;

/**
 * What a sibling answered.
 *
 * @param status HTTP status; 0 when no answer came in time
 */
public record Reply(int status, JsonNode body) {

    private static final int NOTHING = 0;

    static Reply away() {
        return new Reply(NOTHING, null);
    }

    public boolean isDone() {
        return status >= 200 && status < 300;
    }

    public boolean isMissing() {
        return status == 404;
    }

    /** A refusal that the member can do something about, as opposed to a sibling that is away or broken. */
    public boolean isRefused() {
        return status >= 400 && status < 500 && status != 401 && status != 403;
    }

    /** Whether what was asked may have been done all the same. */
    public boolean isUncertain() {
        return !isDone() && (status < 400 || status >= 500);
    }

    /** Empty unless the sibling did what was asked. */
    public <T> Optional<T> read(Function<JsonNode, T> reader) {
        return isDone() && body != null ? Optional.of(reader.apply(body)) : Optional.empty();
    }

    /** A refusal in the words of its problem document, beside the fields that it points at. */
    public FormErrors errors(String whenAway) {
        if (!isRefused() || body == null) {
            return FormErrors.saying(whenAway);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (JsonNode error : body.path("errors")) {
            String pointer = error.path("pointer").asText("");
            fields.putIfAbsent(
                    pointer.substring(pointer.lastIndexOf('/') + 1),
                    error.path("reason").asText("is not right"));
        }
        if (!fields.isEmpty()) {
            return FormErrors.of(fields);
        }
        String detail = body.path("detail").asText("");
        return FormErrors.saying(body.path("title").asText(whenAway) + "." + (detail.isEmpty() ? "" : " " + detail));
    }
}
