package shop.pennywell.portal.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What this service has said, read from its outbox. */
public final class Outboxes {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DataSource database;

    public Outboxes(DataSource database) {
        this.database = database;
    }

    /** Data of the events of that type that mention something, oldest first. */
    public List<JsonNode> all(String type, String mentioned) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select data::text from outbox_event where type = ? and data::text like ? order by id")) {
            select.setString(1, type);
            select.setString(2, "%" + mentioned + "%");
            List<JsonNode> events = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    events.add(JSON.readTree(rows.getString(1)));
                }
            }
            return events;
        } catch (SQLException | JsonProcessingException failure) {
            throw new AssertionError(failure);
        }
    }

    public JsonNode newest(String type, String mentioned) {
        List<JsonNode> events = all(type, mentioned);
        if (events.isEmpty()) {
            throw new AssertionError("no " + type + " about " + mentioned);
        }
        return events.get(events.size() - 1);
    }
}
