package shop.pennywell.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import shop.pennywell.contracts.Contracts;

/** What this service has said, read from its outbox; every event is held to its contract on the way. */
@ApplicationScoped
public class Published {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DataSource dataSource;

    Published(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The events of a type about one subject, oldest first. */
    public List<JsonNode> about(String type, UUID subject) {
        var schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Contracts.schema(type));
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(
                        "select data from outbox_event where type = ? and subject = ? order by id")) {
            statement.setString(1, type);
            statement.setString(2, subject.toString());
            var events = new ArrayList<JsonNode>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var data = JSON.readTree(rows.getString(1));
                    var violations = schema.validate(data);
                    if (!violations.isEmpty()) {
                        throw new AssertionError(type + " does not keep its contract: " + violations + " in " + data);
                    }
                    events.add(data);
                }
            }
            return events;
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One field of each of them. */
    public List<String> fields(String type, UUID subject, String field) {
        return about(type, subject).stream()
                .map(event -> event.path(field).asText())
                .toList();
    }
}
