package shop.pennywell.commission.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;
import shop.pennywell.commission.click.Click;
import shop.pennywell.commission.click.SandboxClicks;
import shop.pennywell.commission.performance.SandboxClickCounts;

/** The clicks of the sandbox. Their table is there and nowhere else. */
@ApplicationScoped
class SandboxClickRepository implements SandboxClicks, SandboxClickCounts {
    private final Session session;
    private final ObjectMapper json;

    SandboxClickRepository(Session session, ObjectMapper json) {
        this.session = session;
        this.json = json;
    }

    void add(Click click, Instant now) {
        session.createNativeMutationQuery("""
                        insert into sandbox_click (id, partner_id, store_id, clicked_at, made_at, click)
                        values (:id, :partner, :store, :clicked, :now, :click)
                        """)
                .setParameter("id", click.id())
                .setParameter("partner", click.partnerId())
                .setParameter("store", click.storeId())
                .setParameter("clicked", click.clickedAt())
                .setParameter("now", now)
                .setParameter("click", write(click))
                .executeUpdate();
    }

    @Override
    public Map<String, Click> all(Collection<String> ids) {
        List<String> found = QuarkusTransaction.joiningExisting().call(() -> session.createNativeQuery(
                        "select click from sandbox_click where id = any(:ids)", String.class)
                .setParameter("ids", ids.toArray(String[]::new))
                .getResultList());
        Map<String, Click> clicks = new HashMap<>();
        found.stream().map(this::read).forEach(click -> clicks.put(click.id(), click));
        return clicks;
    }

    @Override
    public Map<UUID, Map<LocalDate, Long>> perDay(UUID partnerId, LocalDate from, LocalDate to) {
        List<Object[]> rows = session.createNativeQuery("""
                        select store_id, cast(clicked_at at time zone 'UTC' as date) as day, count(*) from sandbox_click
                        where partner_id = :partner and clicked_at >= :from and clicked_at < :before
                        group by store_id, day
                        """, Object[].class)
                .setParameter("partner", partnerId)
                .setParameter("from", from.atStartOfDay(ZoneOffset.UTC).toInstant())
                .setParameter(
                        "before", to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                .getResultList();
        Map<UUID, Map<LocalDate, Long>> counts = new HashMap<>();
        rows.forEach(row -> counts.computeIfAbsent((UUID) row[0], store -> new HashMap<>())
                .put(LocalDate.parse(row[1].toString()), (Long) row[2]));
        return counts;
    }

    /** How many a partner has made since then. */
    long madeSince(UUID partnerId, Instant since) {
        return session.createNativeQuery(
                        "select count(*) from sandbox_click where partner_id = :partner and made_at > :since",
                        Long.class)
                .setParameter("partner", partnerId)
                .setParameter("since", since)
                .getSingleResult();
    }

    /** @return how many are forgotten, at most so many */
    int forget(Instant clickedBefore, int most) {
        return session.createNativeMutationQuery("""
                        delete from sandbox_click where id in (
                            select id from sandbox_click where clicked_at < :before limit :most for update skip locked)
                        """)
                .setParameter("before", clickedBefore)
                .setParameter("most", most)
                .executeUpdate();
    }

    /** @return how many are forgotten, at most so many */
    int forgetKeys(Instant createdBefore, int most) {
        return session.createNativeMutationQuery("""
                        delete from idempotency_key where (scope, key) in (
                            select scope, key from idempotency_key where created_at < :before limit :most
                            for update skip locked)
                        """)
                .setParameter("before", createdBefore)
                .setParameter("most", most)
                .executeUpdate();
    }

    private String write(Click click) {
        try {
            return json.writeValueAsString(click);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Click read(String click) {
        try {
            return json.readValue(click, Click.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
