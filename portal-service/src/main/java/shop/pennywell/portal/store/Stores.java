package shop.pennywell.portal.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.portal.viewer.Audience;

/** The stores that members can click out to, with their rates of today: what every other part of this service asks. */
@ApplicationScoped
public class Stores {

    private static final int MAX_CATEGORIES = 24;
    private static final int MAX_DIGITS = 20;
    private static final int MAX_SCALE = 10;
    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,100}");

    private final EntityManager entities;
    private final Clock clock;

    Stores(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** A category with the number of stores in it. */
    public record Category(String name, long stores) {}

    public Optional<Store> byId(UUID id) {
        return Optional.ofNullable(entities.find(Store.class, id));
    }

    /** An active store by its slug. */
    public Optional<Store> bySlug(String slug) {
        return everBySlug(slug).filter(Store::isActive);
    }

    /** A store by its slug, whether it still is with us or not. */
    public Optional<Store> everBySlug(String slug) {
        if (!SLUG.matcher(slug).matches()) {
            return Optional.empty();
        }
        return entities.createQuery("from Store where slug = :slug", Store.class)
                .setParameter("slug", slug)
                .getResultStream()
                .findFirst();
    }

    /** @param audience for whom rates are shown; in no market known: those of every market */
    public Optional<StoreOffer> offer(String slug, Audience audience) {
        return bySlug(slug).map(store -> offers(List.of(store), audience).get(0));
    }

    /** Like {@link #offer}, of the active ones among these, by name. */
    public List<StoreOffer> offers(Collection<UUID> ids, Audience audience) {
        return offers(
                entities.createQuery("from Store where id in :ids and active order by lower(name), id", Store.class)
                        .setParameter("ids", ids)
                        .getResultList(),
                audience);
    }

    /**
     * @param after position of {@link #position} to go on from; null: from the start
     * @return at most {@code limit} stores
     */
    public List<StoreOffer> find(StoreQuery query, String after, int limit) {
        boolean byName = query.sort() == StoreQuery.Sort.NAME;
        NativeQuery<Store> found = entities.unwrap(Session.class)
                .createNativeQuery(FIND + (byName ? "" : BEST) + WHERE + (byName ? BY_NAME : BY_CASHBACK), Store.class);
        found.setParameter("text", query.text())
                .setParameter("pattern", query.text() == null ? null : contains(query.text()))
                .setParameter("category", query.category())
                .setParameter("country", query.country())
                .setParameter("limit", limit);
        Position from = Position.read(after, byName);
        found.setParameter("id", from.id());
        if (byName) {
            found.setParameter("name", from.name());
        } else {
            found.setParameter("percent", from.percent())
                    .setParameter("fixed", from.fixed())
                    .setParameter("market", query.audience().market())
                    .setParameter("tier", query.audience().tier())
                    .setParameter("now", clock.instant());
        }
        return offers(found.getResultList(), query.audience());
    }

    private static final String FIND = "select s.* from stores s";

    private static final String TERMS =
            " member_terms(s.id, cast(:market as text), cast(:tier as text), cast(:now as timestamptz)) t";

    private static final String BEST = "\n" + """
            left join lateral (
                select member_percent(t.percent, t.share) as percent, member_minor(t.fixed_minor, t.share) as fixed
                from %s order by 1 desc nulls last, 2 desc nulls last limit 1) best on true
            """.formatted(TERMS);

    private static final String WHERE = """

            where s.active
              and (cast(:text as text) is null or s.name ilike :pattern or s.slug ilike :pattern
                   or array_to_string(s.categories, ' ') ilike :pattern)
              and (cast(:category as text) is null or lower(:category) in (select lower(c) from unnest(s.categories) c))
              and (cast(:country as text) is null or cardinality(s.markets) = 0 or :country = any (s.markets))
            """;

    private static final String BY_NAME = """
              and (cast(:id as uuid) is null or (lower(s.name), s.id) > (lower(cast(:name as text)), cast(:id as uuid)))
            order by lower(s.name), s.id
            limit :limit
            """;

    private static final String BY_CASHBACK = """
              and (cast(:id as uuid) is null
                   or (coalesce(best.percent, -1), coalesce(best.fixed, -1), s.id)
                      < (cast(:percent as numeric), cast(:fixed as bigint), cast(:id as uuid)))
            order by coalesce(best.percent, -1) desc, coalesce(best.fixed, -1) desc, s.id desc
            limit :limit
            """;

    /** Where a page that ends with this store goes on. */
    public static String position(StoreOffer last, StoreQuery.Sort sort) {
        Store store = last.store();
        if (sort == StoreQuery.Sort.NAME) {
            return store.id() + " " + store.name();
        }
        BigDecimal percent = last.best().map(MemberRate::percent).orElse(BigDecimal.valueOf(-1));
        long fixed =
                last.best().map(MemberRate::fixed).map(money -> money.minor()).orElse(-1L);
        return store.id() + " " + percent + " " + fixed;
    }

    /** Where the markets of the shown stores have most of them: for the shelves of the home page. */
    public List<Category> categories() {
        return entities.unwrap(Session.class)
                .createNativeQuery("""
                        select min(c) as name, count(*) as stores from stores s, unnest(s.categories) c
                        where s.active group by lower(c) order by count(*) desc, lower(c) limit :limit
                        """, Tuple.class)
                .setParameter("limit", MAX_CATEGORIES)
                .getResultStream()
                .map(row -> new Category(row.get("name", String.class), row.get("stores", Long.class)))
                .toList();
    }

    private List<StoreOffer> offers(List<Store> stores, Audience audience) {
        if (stores.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<MemberRate>> rates = entities.unwrap(Session.class)
                .createNativeQuery(
                        "select s.id as store_id, " + MemberRate.COLUMNS + " from stores s cross join lateral" + TERMS
                                + " where s.id in :stores",
                        Tuple.class)
                .setParameter("stores", stores.stream().map(Store::id).toList())
                .setParameter("market", audience.market())
                .setParameter("tier", audience.tier())
                .setParameter("now", clock.instant())
                .getResultStream()
                .collect(Collectors.groupingBy(
                        row -> row.get("store_id", UUID.class),
                        Collectors.mapping(MemberRate::of, Collectors.toList())));
        return stores.stream()
                .map(store -> new StoreOffer(store, rates.getOrDefault(store.id(), List.of())))
                .toList();
    }

    /** A LIKE pattern for a text that is to be found as it stands. */
    private static String contains(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private record Position(UUID id, String name, BigDecimal percent, Long fixed) {

        static Position read(String text, boolean byName) {
            if (text == null) {
                return new Position(null, null, null, null);
            }
            try {
                String[] parts = text.split(" ", 2);
                UUID id = UUID.fromString(parts[0]);
                if (byName) {
                    return new Position(id, parts[1], null, null);
                }
                String[] worth = parts[1].split(" ");
                BigDecimal percent = new BigDecimal(worth[0]);
                // Written out, 1E-600000000 would fill the memory.
                if (percent.precision() > MAX_DIGITS || Math.abs(percent.scale()) > MAX_SCALE) {
                    throw Cursor.invalid();
                }
                return new Position(id, null, percent, Long.valueOf(worth[1]));
            } catch (RuntimeException unreadable) {
                throw Cursor.invalid();
            }
        }
    }
}
