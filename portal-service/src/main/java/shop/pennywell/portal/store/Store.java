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
     * Whether a link leads, over http or https, to one of the store's own domains or a host below one, and to the port that
     * the domain names (the scheme's usual one if it names none): the rule by which commission-service lets a click out.
     */
    public boolean owns(String link) {
        try {
            URI uri = new URI(link);
            boolean https = "https".equalsIgnoreCase(uri.getScheme());
            if (uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || !(https || "http".equalsIgnoreCase(uri.getScheme()))) {
                return false;
            }
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            int usual = https ? 443 : 80;
            int port = uri.getPort() < 0 ? usual : uri.getPort();
            return domains.stream().anyMatch(domain -> covers(domain, host, port, usual));
        } catch (URISyntaxException notALink) {
            return false;
        }
    }

    private static boolean covers(String domain, String host, int port, int usual) {
        String[] parts = domain.toLowerCase(Locale.ROOT).split(":", 2);
        int wanted = parts.length == 1 ? usual : Integer.parseInt(parts[1]);
        return port == wanted && (host.equals(parts[0]) || host.endsWith("." + parts[0]));
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
