package shop.pennywell.defaults.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.sibling.Siblings;

/** What a subscriber kept refusing: staff look at it and send it again once the cause is mended. */
@Path("/api/v1/admin/{service}/events")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("staff")
class DeadLettersResource {

    private final Sql sql;
    private final ObjectMapper json;
    private final Clock clock;
    private final String self;

    DeadLettersResource(DataSource dataSource, ObjectMapper json, Clock clock, Siblings.Self self) {
        this.sql = new Sql(dataSource);
        this.json = json;
        this.clock = clock;
        this.self = self.name();
    }

    @GET
    @Operation(summary = "Dead letters of this service, oldest first")
    public Page<DeadLetter> list(@PathParam("service") String service, @BeanParam @Valid PageQuery page) {
        requireSelf(service);
        String[] after = after(page.cursor());
        return Page.of(
                sql.query(this::read, """
                        select e.id, e.type, e.subject, e.occurred_at, e.data, d.subscriber, d.attempts, d.last_error, d.dead_at
                        from outbox_delivery d join outbox_event e on e.id = d.event_id
                        where d.dead_at is not null and (e.id, d.subscriber) > (?::uuid, ?)
                        order by e.id, d.subscriber
                        limit ?
                        """, after[0], after[1], page.limit() + 1),
                page.limit(),
                letter -> letter,
                letter -> letter.id() + " " + letter.subscriber());
    }

    @POST
    @Path("/{id}/replay")
    @Operation(summary = "Deliver a dead letter again, to every subscriber that refused it")
    public void replay(@PathParam("service") String service, @PathParam("id") UUID id) {
        requireSelf(service);
        int replayed = QuarkusTransaction.requiringNew().call(() -> sql.update("""
                        update outbox_delivery set dead_at = null, attempts = 0, next_attempt_at = ?
                        where event_id = ? and dead_at is not null
                        """, clock.instant(), id));
        if (replayed == 0) {
            throw CommonProblem.NOT_FOUND.problem(null);
        }
    }

    private void requireSelf(String service) {
        if (!self.equals(service)) {
            throw CommonProblem.NOT_FOUND.problem(null);
        }
    }

    private static String[] after(String cursor) {
        String[] position = cursor == null ? new String[] {new UUID(0, 0).toString(), ""} : cursor.split(" ", 2);
        try {
            UUID.fromString(position[0]);
        } catch (IllegalArgumentException notOurs) {
            throw Cursor.invalid();
        }
        if (position.length != 2) {
            throw Cursor.invalid();
        }
        return position;
    }

    /** A link in a mail is a key to somebody's account: staff need the event, not the key. */
    private static JsonNode withoutKeys(JsonNode data) {
        if (data instanceof ObjectNode fields && fields.has("link")) {
            fields.put("link", "(hidden)");
        }
        return data;
    }

    private DeadLetter read(ResultSet row) throws SQLException {
        try {
            return new DeadLetter(
                    row.getObject("id", UUID.class),
                    row.getString("type"),
                    row.getString("subject"),
                    Sql.instant(row, "occurred_at"),
                    row.getString("subscriber"),
                    row.getInt("attempts"),
                    row.getString("last_error"),
                    Sql.instant(row, "dead_at"),
                    withoutKeys(json.readTree(row.getString("data"))));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One event that one subscriber does not get applied. */
    public record DeadLetter(
            UUID id,
            String type,
            String subject,
            Instant time,
            String subscriber,
            int attempts,
            String lastError,
            Instant deadAt,
            JsonNode data) {}
}
