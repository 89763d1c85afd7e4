package shop.pennywell.portal.product;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hibernate.Session;

import static java.util.stream.Collectors.joining;

/** Completions while somebody types: stores, brands and product titles whose words begin that way. */
@ApplicationScoped
class Suggestions {

    private static final int MAX_STORES = 3;
    private static final int MAX_BRANDS = 2;
    private static final int MAX_PRODUCTS = 6;
    private static final int MAX_WORDS = 8;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final EntityManager entities;

    Suggestions(EntityManager entities) {
        this.entities = entities;
    }

    /** @param url the page to go to */
    record Suggestion(Type type, String text, String url) {

        enum Type {
            STORE,
            BRAND,
            PRODUCT
        }
    }

    @SuppressWarnings("unchecked")
    List<Suggestion> complete(String typed) {
        String words = Arrays.stream(NO_WORD.split(typed.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .map(word -> word + ":*")
                .collect(joining(" & "));
        if (words.isEmpty()) {
            return List.of();
        }
        String start = typed.toLowerCase(Locale.ROOT)
                        .replace("\\", "\\\\")
                        .replace("%", "\\%")
                        .replace("_", "\\_") + "%";
        List<Tuple> rows = entities.unwrap(Session.class)
                .createNativeQuery(SQL, Tuple.class)
                .setParameter("words", words)
                .setParameter("start", start)
                .setParameter("stores", MAX_STORES)
                .setParameter("brands", MAX_BRANDS)
                .setParameter("products", MAX_PRODUCTS)
                .getResultList();
        return rows.stream()
                .map(row -> suggestion(
                        Suggestion.Type.valueOf(row.get("type", String.class)),
                        row.get("text", String.class),
                        row.get("key", String.class)))
                .toList();
    }

    private static final String SQL = """
            (select 'STORE' as type, s.name as text, s.slug as key from stores s
             where s.active and to_tsvector('simple', s.name) @@ to_tsquery('simple', :words)
             order by lower(s.name) limit :stores)
            union all
            (select 'BRAND', min(brand), min(brand) from products
             where lower(brand) like :start group by lower(brand) order by count(*) desc limit :brands)
            union all
            (select distinct on (lower(title)) 'PRODUCT', title, cast(id as text)
             from (select p.title, p.id from products p join stores s on s.id = p.store_id and s.active
                   where p.search @@ to_tsquery('simple', :words) limit 200) matching
             order by lower(title) limit :products)
            """;

    private static Suggestion suggestion(Suggestion.Type type, String text, String key) {
        return new Suggestion(
                type,
                text,
                switch (type) {
                    case STORE -> "/stores/" + key;
                    case BRAND -> "/search?brand=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
                    case PRODUCT -> "/products/" + key;
                });
    }
}
