package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;

/** The body of a batch: {@code {"orders":[…]}} or the bare array. Its entries are read one by one, later. */
final class Batch {
    static final int MAX = 1000;

    private Batch() {}

    static List<JsonNode> entries(JsonNode body, String name) {
        JsonNode array = body != null && body.isObject() ? body.path(name) : body;
        if (array == null || !array.isArray()) {
            throw invalid(name, "must be an array");
        }
        if (array.isEmpty() || array.size() > MAX) {
            throw invalid(name, "must have 1 to " + MAX + " entries");
        }
        List<JsonNode> entries = new ArrayList<>(array.size());
        array.forEach(entries::add);
        return entries;
    }

    private static RuntimeException invalid(String name, String reason) {
        return CommonProblem.INVALID_REQUEST.problem(null).with(List.of(new FieldError("/" + name, reason)));
    }
}
