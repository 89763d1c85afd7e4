package shop.pennywell.commission.watchlist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.Session;
import shop.pennywell.commission.CommissionProblem;

/** The mail domains that give an address to anybody for a few minutes: those that come with the program, and those that staff added. */
@ApplicationScoped
public class DisposableDomains {
    private static final int MOST = 10_000;

    /** Distinguishes these locks from other users of PostgreSQL's advisory locks. */
    private static final int LIST_LOCK = 0x646d6169;

    private final Set<String> shipped = MailDomain.read("disposable-mail-domains.txt");
    private final Session entities;
    private final Clock clock;

    DisposableDomains(Session entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** One that staff added. */
    record Added(String domain, String addedBy, Instant addedAt) {}

    /** Those of these domains that are listed, or lie within one that is, with the listed one. */
    public Map<String, String> among(Set<String> domains) {
        Set<String> wanted = new HashSet<>();
        domains.forEach(domain -> wanted.addAll(MailDomain.withParents(domain)));
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Set<String> listed = new HashSet<>(entities.createNativeQuery(
                        "select domain from disposable_domain where domain = any(:wanted)", String.class)
                .setParameter("wanted", wanted.toArray(String[]::new))
                .getResultList());
        wanted.stream().filter(shipped::contains).forEach(listed::add);
        Map<String, String> found = new HashMap<>();
        domains.forEach(domain -> MailDomain.withParents(domain).stream()
                .filter(listed::contains)
                .findFirst()
                .ifPresent(entry -> found.put(domain, entry)));
        return found;
    }

    /** Of those that staff added, in their order. */
    List<Added> after(String domain, int limit) {
        return entities
                .createNativeQuery("""
                        select domain, added_by, added_at from disposable_domain
                        where domain > :after order by domain limit :limit
                        """, Object[].class)
                .setParameter("after", domain == null ? "" : domain)
                .setParameter("limit", limit)
                .getResultList()
                .stream()
                .map(row -> new Added((String) row[0], (String) row[1], (Instant) row[2]))
                .toList();
    }

    @Transactional
    void add(String text, String staff) {
        String domain = MailDomain.toList(text);
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(:lock)", Integer.class)
                .setParameter("lock", LIST_LOCK)
                .getSingleResult();
        long known = entities.createNativeQuery("select count(*) from disposable_domain", Long.class)
                .getSingleResult();
        if (known >= MOST) {
            throw CommissionProblem.LIST_FULL.problem("There are " + MOST + " domains on it.");
        }
        entities.createNativeMutationQuery("""
                        insert into disposable_domain (domain, added_by, added_at) values (:domain, :staff, :now)
                        on conflict do nothing
                        """)
                .setParameter("domain", domain)
                .setParameter("staff", staff)
                .setParameter("now", clock.instant().truncatedTo(ChronoUnit.MICROS))
                .executeUpdate();
    }

    /** Whether it was there. */
    @Transactional
    boolean remove(String text) {
        return entities.createNativeMutationQuery("delete from disposable_domain where domain = :domain")
                        .setParameter("domain", MailDomain.toList(text))
                        .executeUpdate()
                == 1;
    }
}
