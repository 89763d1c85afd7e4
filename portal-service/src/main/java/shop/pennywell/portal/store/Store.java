package shop.pennywell.portal.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Our copy of a store that commission-service owns. */
@Entity
@Table(name = "stores")
@SuppressWarnings("UnusedVariable") // some of the copy is for SQL and for whoever looks into the table
public class Store {

    @Id
    private UUID id;

    private long revision;
    private UUID partnerId;
    private String slug;
    private String name;
    private String description;
    private String logoUrl;
    private String landingUrl;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> domains;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> markets;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> categories;

    private String currency;
    private int daysToConfirm;
    private boolean active;
    private Instant updatedAt;

    protected Store() {}

    static Store of(StoreChanged change, Instant now) {
        Store store = new Store();
        store.id = change.storeId();
        store.take(change, now);
        return store;
    }

    /** Becomes what the change says, unless that is older than what we know. */
    boolean apply(StoreChanged change, Instant now) {
        if (change.revision() <= revision) {
            return false;
        }
        take(change, now);
        return true;
    }

    private void take(StoreChanged change, Instant now) {
        revision = change.revision();
        partnerId = change.partnerId();
        slug = change.slug();
        name = change.name();
        description = change.description();
        logoUrl = change.logoUrl();
        landingUrl = change.landingUrl();
        domains = List.copyOf(change.domains());
        markets = List.copyOf(change.markets());
        categories = List.copyOf(change.categories());
        currency = change.currency();
        daysToConfirm = change.daysToConfirm();
        active = change.active();
        updatedAt = now;
    }

    /**
     * Whether a link leads to one of the store's own domains (or a subdomain of one) over http or https, and to the port
     * that the domain names, which is the scheme's usual one if it names none.
     */
    public boolean owns(String link) {
        try {
            URI uri = new URI(link);
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            boolean usualPort =
                    uri.getPort() == -1 || uri.getPort() == ("https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80);
            String address = usualPort ? host : host + ":" + uri.getPort();
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web
                    && uri.getRawUserInfo() == null
                    && domains.stream()
                            .map(domain -> domain.toLowerCase(Locale.ROOT))
                            .anyMatch(domain -> address.equals(domain) || address.endsWith("." + domain));
        } catch (URISyntaxException notALink) {
            return false;
        }
    }

    public UUID id() {
        return id;
    }

    public String slug() {
        return slug;
    }

    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    /** Null when the store has none or gave something that is no web address. */
    public String logoUrl() {
        return logoUrl != null && logoUrl.matches("(?i)https?://.+") ? logoUrl : null;
    }

    public List<String> domains() {
        return domains;
    }

    /** Countries that the store sells to (ISO 3166-1 alpha-2); empty: everywhere. */
    public List<String> markets() {
        return markets;
    }

    public List<String> categories() {
        return categories;
    }

    public String currency() {
        return currency;
    }

    /** How long the store usually takes to confirm an order, in days. */
    public int daysToConfirm() {
        return daysToConfirm;
    }

    boolean isActive() {
        return active;
    }
}
