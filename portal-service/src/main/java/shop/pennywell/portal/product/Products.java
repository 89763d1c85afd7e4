package shop.pennywell.portal.product;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.portal.store.MemberRate;
import shop.pennywell.portal.viewer.Audience;

/** The catalogue: full text search, filters, facets and single products. */
@ApplicationScoped
public class Products {

    /** Counting further would cost more than anybody learns from it. */
    public static final long MAX_COUNTED = 50_000;

    private static final int MAX_FACET = 15;
    private static final BigDecimal TEN_THOUSANDTHS = BigDecimal.valueOf(10_000);

    private final EntityManager entities;
    private final Clock clock;

    Products(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * @param after {@link Product#position} to go on from; null: from the start
     * @return at most {@code limit} products
     */
    public List<Product> find(ProductQuery query, String after, int limit) {
        Order order = Order.of(query);
        String sql = "select page.*, " + CASHBACK.formatted("page") + " from ("
                + "select " + COLUMNS + ", " + order.key + " as sort_key from products p"
                + " join stores s on s.id = p.store_id and s.active"
                + (order.needsCashback ? BEST_TERM.formatted("p") : "")
                + where(query, Facet.NONE)
                + (after == null ? "" : order.after())
                + " order by " + order.key + order.direction + ", p.id"
                + " limit :limit) page" + BEST_TERM.formatted("page")
                + " order by page.sort_key" + order.direction + ", page.id";
        Query prepared = entities.unwrap(Session.class).createNativeQuery(sql, Tuple.class);
        bind(prepared, query, Facet.NONE);
        prepared.setParameter("now", clock.instant())
                .setParameter("market", query.audience().market())
                .setParameter("tier", query.audience().tier())
                .setParameter("limit", limit);
        if (after != null) {
            Position from = Position.read(after, order);
            prepared.setParameter("key", from.key()).setParameter("id", from.id());
        }
        return rows(prepared).map(Products::product).toList();
    }

    /** @param audience for whom the cashback is; in no market known: in that of the product's own feed */
    public Optional<Product> byId(UUID id, Audience audience) {
        Query prepared = entities.unwrap(Session.class)
                .createNativeQuery(
                        "select page.*, " + CASHBACK.formatted("page") + " from (select " + COLUMNS
                                + ", 0 as sort_key from products p join stores s on s.id = p.store_id and s.active"
                                + " where p.id = :id) page" + BEST_TERM.formatted("page"),
                        Tuple.class);
        prepared.setParameter("id", id)
                .setParameter("market", audience.market())
                .setParameter("tier", audience.tier())
                .setParameter("now", clock.instant());
        return rows(prepared).map(Products::product).findFirst();
    }

    /** Counts for the filters of a search. */
    public Facets facets(ProductQuery query) {
        List<Facets.Count> total = count(query, Facet.NONE);
        return new Facets(
                total.isEmpty() ? 0 : total.get(0).count(),
                count(query, Facet.STORE),
                count(query, Facet.CATEGORY),
                count(query, Facet.BRAND));
    }

    private static final String COLUMNS = """
            p.id, p.store_id, p.title, p.description, p.brand, p.category, s.slug, s.name, p.link, p.image_url,
            p.price_minor, p.list_price_minor, p.currency, p.country, p.commission_group, p.available""";

    /**
     * The term of the product's own commission group if there is one now, else of DEFAULT: as commission-service reads the receipt of a
     * click.
     */
    private static final String BEST_TERM = "\n" + """
            left join lateral (
                select t.* from member_terms(%1$s.store_id, coalesce(cast(:market as text), %1$s.country),
                                             cast(:tier as text), cast(:now as timestamptz)) t
                where t.commission_group = 'DEFAULT' or t.commission_group = %1$s.commission_group
                order by t.commission_group = 'DEFAULT'
                limit 1) best on true""";

    private static final String CASHBACK_OF = """
            cashback_minor(%1$s.price_minor, %1$s.currency, best.type, best.percent, best.fixed_minor, best.currency,
                           best.cap_minor, best.minimum_order_minor, best.share)""";

    /** With what it depends on; amounts in another currency than the price count as nothing, so they limit nothing. */
    private static final String CASHBACK = CASHBACK_OF + """
             as cashback, best.campaign_name, best.campaign_valid_to,
            case when best.currency = %1$s.currency then member_minor(best.cap_minor, best.share) end as cap,
            case when best.currency = %1$s.currency then best.minimum_order_minor end as minimum_order""";

    /** Words in their plain form (names, sizes) or in their English stem: either may match. */
    private static final String TYPED =
            "(websearch_to_tsquery('simple', :text) || websearch_to_tsquery('english', :text))";

    private enum Facet {
        NONE("'' as value, '' as label", ""),
        STORE("s.slug as value, s.name as label", ""),
        CATEGORY("p.category as value, p.category as label", " and p.category is not null"),
        BRAND("p.brand as value, p.brand as label", " and p.brand is not null");

        private final String columns;
        private final String known;

        Facet(String columns, String known) {
            this.columns = columns;
            this.known = known;
        }
    }

    private List<Facets.Count> count(ProductQuery query, Facet facet) {
        String sql = "select value, label, count(*) as count from (select " + facet.columns + " from products p"
                + " join stores s on s.id = p.store_id and s.active" + where(query, facet) + facet.known
                + " limit " + MAX_COUNTED + ") found group by value, label order by count(*) desc, label limit "
                + MAX_FACET;
        Query prepared = entities.unwrap(Session.class).createNativeQuery(sql, Tuple.class);
        bind(prepared, query, facet);
        return rows(prepared)
                .map(row -> new Facets.Count(
                        row.get("value", String.class), row.get("label", String.class), row.get("count", Long.class)))
                .toList();
    }

    private static String where(ProductQuery query, Facet without) {
        List<String> conditions = new ArrayList<>(List.of("true"));
        if (query.text() != null) {
            conditions.add("p.search @@ " + TYPED);
        }
        if (query.store() != null && without != Facet.STORE) {
            conditions.add("s.slug = :store");
        }
        if (query.category() != null && without != Facet.CATEGORY) {
            conditions.add("p.category = :category");
        }
        if (query.brand() != null && without != Facet.BRAND) {
            conditions.add("p.brand = :brand");
        }
        if (query.minPrice() != null) {
            conditions.add("p.price_e4 >= :minPrice");
        }
        if (query.maxPrice() != null) {
            conditions.add("p.price_e4 <= :maxPrice");
        }
        if (query.country() != null) {
            conditions.add("p.country = :country");
        }
        return " where " + String.join(" and ", conditions);
    }

    private static void bind(Query prepared, ProductQuery query, Facet without) {
        if (query.text() != null) {
            prepared.setParameter("text", query.text());
        }
        if (query.store() != null && without != Facet.STORE) {
            prepared.setParameter("store", query.store());
        }
        if (query.category() != null && without != Facet.CATEGORY) {
            prepared.setParameter("category", query.category());
        }
        if (query.brand() != null && without != Facet.BRAND) {
            prepared.setParameter("brand", query.brand());
        }
        if (query.minPrice() != null) {
            prepared.setParameter("minPrice", tenThousandths(query.minPrice()));
        }
        if (query.maxPrice() != null) {
            prepared.setParameter("maxPrice", tenThousandths(query.maxPrice()));
        }
        if (query.country() != null) {
            prepared.setParameter("country", query.country());
        }
    }

    private static BigDecimal tenThousandths(BigDecimal price) {
        return price.multiply(TEN_THOUSANDTHS);
    }

    /** What a search is sorted by, as an SQL expression of a kind that goes through a cursor without loss. */
    private record Order(String key, String type, String direction, boolean needsCashback) {

        static Order of(ProductQuery query) {
            return switch (query.sort()) {
                case RELEVANCE ->
                    query.text() == null
                            ? new Order("cast(0 as int)", "int", "", false)
                            : new Order("cast(ts_rank(p.search, " + TYPED + ") as float8)", "float8", " desc", false);
                case PRICE -> new Order("p.price_e4", "bigint", "", false);
                case CASHBACK -> new Order(scaled(CASHBACK_OF.formatted("p")), "numeric", " desc", true);
                case NET_PRICE ->
                    new Order(
                            scaled("greatest(p.price_minor - " + CASHBACK_OF.formatted("p") + ", 0)"),
                            "numeric",
                            "",
                            true);
            };
        }

        /** In ten-thousandths of the main unit, like the price: {@code price_e4 / price_minor} is the currency's own factor. */
        private static String scaled(String minor) {
            return "cast(" + minor + " * (p.price_e4 / p.price_minor) as numeric)";
        }

        String after() {
            String bound = "cast(:key as " + type + ")";
            String beyond = direction.isEmpty() ? " > " : " < ";
            return " and (" + key + beyond + bound + " or (" + key + " = " + bound + " and p.id > :id))";
        }
    }

    private record Position(String key, UUID id) {

        static Position read(String text, Order order) {
            try {
                String[] parts = text.split(" ", 2);
                BigDecimal number = new BigDecimal(parts[0]);
                String key =
                        switch (order.type()) {
                            case "int" -> String.valueOf(number.intValueExact());
                            case "bigint" -> String.valueOf(number.longValueExact());
                            default -> parts[0];
                        };
                if (number.precision() > 40 || Math.abs(number.scale()) > 60) {
                    throw Cursor.invalid();
                }
                return new Position(key, UUID.fromString(parts[1]));
            } catch (IllegalArgumentException | ArithmeticException | ArrayIndexOutOfBoundsException unreadable) {
                throw Cursor.invalid();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static java.util.stream.Stream<Tuple> rows(Query prepared) {
        return prepared.getResultList().stream();
    }

    private static Product product(Tuple row) {
        String currency = row.get("currency", String.class);
        UUID id = row.get("id", UUID.class);
        return new Product(
                id,
                row.get("title", String.class),
                row.get("description", String.class),
                row.get("brand", String.class),
                row.get("category", String.class),
                row.get("slug", String.class),
                row.get("name", String.class),
                row.get("link", String.class),
                row.get("image_url", String.class),
                Money.of(row.get("price_minor", Long.class), currency),
                money(row, "list_price_minor"),
                Money.of(row.get("cashback", Long.class), currency),
                new Product.Terms(money(row, "cap"), money(row, "minimum_order"), MemberRate.Campaign.of(row)),
                row.get("available", Boolean.class),
                row.get("sort_key") + " " + id);
    }

    private static Money money(Tuple row, String column) {
        Long minor = row.get(column, Long.class);
        return minor == null ? null : Money.of(minor, row.get("currency", String.class));
    }
}
