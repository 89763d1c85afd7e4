package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import shop.pennywell.commission.network.api.NetworkFailure.Kind;

/**
 * A page of a slice, its rows word for word.
 *
 * @param next the network's place of the following page, as the adapter writes it for itself; null on the last
 */
public record RawPage(List<JsonNode> rows, String next) {

    /** @throws NetworkFailure unless that is a list */
    static List<JsonNode> rows(JsonNode list, String name) throws NetworkFailure {
        if (!list.isArray()) {
            throw new NetworkFailure(Kind.UNREADABLE, "no " + name);
        }
        List<JsonNode> rows = new ArrayList<>();
        list.forEach(rows::add);
        return rows;
    }

    /**
     * A page of a network that counts rows: the next begins as many later as it was ready to give, which may be less than it was asked for, and
     * only an empty one is the last.
     *
     * @param limit what the network says of it; may be missing
     */
    static RawPage byOffset(List<JsonNode> rows, int offset, int asked, JsonNode limit) {
        int given = Math.max(1, Math.min(asked, limit.asInt(asked)));
        return new RawPage(rows, rows.isEmpty() ? null : Integer.toString(offset + given));
    }
}
