package shop.pennywell.portal.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
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

    /** @param market whose rates count; null: those of every market */
    public Optional<StoreOffer> offer(String slug, String market) {
        return bySlug(slug).map(store -> offers(List.of(store), market).get(0));
    }

    /** Like {@link #offer}, of the active ones among these, by name. */
    public List<StoreOffer> offers(Collection<UUID> ids, String market) {
        return offers(
                entities.createQuery("from Store where id in :ids and active order by lower(name), id", Store.class)
                        .setParameter("ids", ids)
                        .getResultList(),
                market);
    }

    /**
     * @param after position of {@link #position} to go on from; null: from the start
     * @return at most {@code limit} stores
     */
    public List<StoreOffer> find(StoreQuery query, String after, int limit) {
        boolean byName = query.sort() == StoreQuery.Sort.NAME;
        NativeQuery<Store> found =
                entities.unwrap(Session.class).createNativeQuery(FIND + (byName ? BY_NAME : BY_CASHBACK), Store.class);
        found.setParameter("text", query.text())
                .setParameter("pattern", query.text() == null ? null : contains(query.text()))
                .setParameter("category", query.category())
                .setParameter("country", query.country())
                .setParameter("market", query.market())
                .setParameter("now", clock.instant())
                .setParameter("limit", limit);
        Position from = Position.read(after, byName);
        found.setParameter("id", from.id());
        if (byName) {
            found.setParameter("name", from.name());
        } else {
            found.setParameter("percent", from.percent()).setParameter("fixed", from.fixed());
        }
        return offers(found.getResultList(), query.market());
    }

    /** Within a commission group, the best rate is the one that counts there: {@link Rate#counting}. */
    private static final String FIND = """
            select s.* from stores s
            left join lateral (
                select counting.member_percent, counting.member_fixed_minor from (
                    select distinct on (r.commission_group, r.place) r.member_percent, r.member_fixed_minor
                    from (select *, coalesce(cast(:market as text), market) as place from rates) r
                    where r.store_id = s.id and r.valid_from <= :now and (r.valid_to is null or r.valid_to > :now)
                      and (r.market is null or r.market = r.place)
                    order by r.commission_group, r.place, r.market is null, r.valid_from desc, r.id desc) counting
                order by counting.member_percent desc nulls last, counting.member_fixed_minor desc nulls last
                limit 1) best on true
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
                   or (coalesce(best.member_percent, -1), coalesce(best.member_fixed_minor, -1), s.id)
                      < (cast(:percent as numeric), cast(:fixed as bigint), cast(:id as uuid)))
            order by coalesce(best.member_percent, -1) desc, coalesce(best.member_fixed_minor, -1) desc, s.id desc
            limit :limit
            """;

    /** Where a page that ends with this store goes on. */
    public static String position(StoreOffer last, StoreQuery.Sort sort) {
        Store store = last.store();
        if (sort == StoreQuery.Sort.NAME) {
            return store.id() + " " + store.name();
        }
        BigDecimal percent = last.best().map(Rate::memberPercent).orElse(BigDecimal.valueOf(-1));
        long fixed =
                last.best().map(Rate::memberFixed).map(money -> money.minor()).orElse(-1L);
        return store.id() + " " + percent + " " + fixed;
    }

    /** Where the markets of the shown stores have most of them: for the shelves of the home page. */
    public List<Category> categories() {
        return entities.unwrap(Session.class)
                .createNativeQuery("""
                        select min(c) as name, count(*) as stores from stores s, unnest(s.categories) c
                        where s.active group by lower(c) order by count(*) desc, lower(c) limit :limit
                        """, jakarta.persistence.Tuple.class)
                .setParameter("limit", MAX_CATEGORIES)
                .getResultStream()
                .map(row -> new Category(row.get("name", String.class), row.get("stores", Long.class)))
                .toList();
    }

    private List<StoreOffer> offers(List<Store> stores, String market) {
        Map<UUID, List<Rate>> rates = entities.createQuery("""
                        from Rate where storeId in :stores and validFrom <= :now and (validTo is null or validTo > :now)
                        and (:market is null or market is null or market = :market)
                        """, Rate.class)
                .setParameter("stores", stores.stream().map(Store::id).toList())
                .setParameter("now", clock.instant())
                .setParameter("market", market)
                .getResultStream()
                .collect(Collectors.groupingBy(Rate::storeId));
        return stores.stream()
                .map(store -> new StoreOffer(store, Rate.counting(rates.getOrDefault(store.id(), List.of()), market)))
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
