package shop.pennywell.defaults.sql;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import shop.pennywell.defaults.problem.CommonProblem;

/** Writes as the services write: a row, an event and the first answer in one transaction. */
@Path("/samples")
@PermitAll
public class SampleResource {

    static final CountDownLatch ENTERED = new CountDownLatch(1);
    static final CountDownLatch LEAVE = new CountDownLatch(1);

    private final Sql sql;
    private final Outbox outbox;

    SampleResource(DataSource dataSource, Outbox outbox) {
        this.sql = new Sql(dataSource);
        this.outbox = outbox;
    }

    public record Sample(String name) {}

    @POST
    @Idempotent
    public Response create(Sample sample) throws InterruptedException {
        long id = insert(sample);
        if (sample.name().equals("slow")) {
            ENTERED.countDown();
            LEAVE.await(20, TimeUnit.SECONDS);
        }
        if (sample.name().equals("refused")) {
            throw CommonProblem.CONFLICT.problem("refused");
        }
        return Response.status(201).entity(Map.of("id", id)).build();
    }

    @POST
    @Path("/said")
    @Transactional
    public void say(Sample sample) {
        insert(sample);
        outbox.publish("sample.changed", sample.name(), sample);
        if (sample.name().startsWith("undone-")) {
            throw CommonProblem.CONFLICT.problem("undone");
        }
    }

    @POST
    @Path("/said-together")
    @Transactional
    public void sayTogether(List<Sample> samples) {
        outbox.publishAll(samples.stream()
                .map(sample -> new Outbox.Fact(
                        "sample.changed", sample.name(), Map.of("name", sample.name(), "link", "https://secret")))
                .toList());
    }

    /** Says what was asked for, answers what would be delivered and in which order, and takes it all back. */
    @POST
    @Path("/said-in-bulk")
    @Transactional
    public List<String> sayInBulk(List<Sample> samples) {
        outbox.publishAll(samples.stream()
                .map(sample -> new Outbox.Fact("other.changed", sample.name(), sample))
                .toList());
        QuarkusTransaction.setRollbackOnly();
        return sql.query(row -> row.getString(1), """
                select subject || '=' || (data ->> 'name') || '>' || subscriber
                from outbox_event join outbox_delivery on event_id = id
                where subject like 'bulk-%' order by sequence
                """);
    }

    @POST
    @Path("/said-to-mailing")
    @Transactional
    public void sayToMailing(Sample sample) {
        outbox.publish("other.changed", sample.name(), sample);
    }

    private long insert(Sample sample) {
        return sql.query(row -> row.getLong(1), "insert into sample (name) values (?) returning id", sample.name())
                .get(0);
    }
}
