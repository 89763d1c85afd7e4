package shop.pennywell.commission.store;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import shop.pennywell.commission.NetworkName;
import shop.pennywell.defaults.id.Ids;

/** A shop front that members can click out to. Its partner, slug and currency stay for life: orders and links rest on them. */
@Entity
public class Store {
    /** No store's claim window is longer, so that clicks can be kept until every claim about them is decided. */
    public static final int LONGEST_CLAIM_DAYS = 450;

    @Id
    private UUID id;

    private UUID partnerId;
    private String slug;
    private String name;
    private String description;
    private String logoUrl;
    private String landingUrl;
    private String clickParameter;

    @Enumerated(EnumType.STRING)
    private NetworkName linkNetwork;

    private String linkAdvertiserId;
    private String linkPublisherId;
    private String linkAdId;
    private String linkCode;
    private String linkHost;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> domains;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> markets;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> categories;

    private String currency;
    private int daysToConfirm;
    private int claimOpensAfterDays;
    private int claimClosesAfterDays;
    private boolean active;
    private long revision;
    private long ratesRevision;
    private Instant createdAt;

    protected Store() {}

    Store(UUID partnerId, String slug, String currency, Instant now) {
        this.id = Ids.newId();
        this.partnerId = partnerId;
        this.slug = slug;
        this.currency = currency;
        this.createdAt = now;
    }

    /** Takes over what staff say about it. */
    void describe(StoreRequest said, List<StoreDomain> parsedDomains) {
        this.name = said.name().strip();
        this.description = said.description();
        this.logoUrl = said.logoUrl();
        this.landingUrl = said.landingUrl();
        this.clickParameter = said.clickParameterOrTheNetworks();
        leaveBy(said.link());
        this.domains = parsedDomains.stream().map(StoreDomain::toString).toList();
        this.markets = List.copyOf(said.markets());
        this.categories = List.copyOf(said.categories());
        this.daysToConfirm = said.daysToConfirmOrUsual();
        this.claimOpensAfterDays = said.claimOpensAfterDaysOrUsual();
        this.claimClosesAfterDays = said.claimClosesAfterDaysOrUsual();
        this.active = said.activeOrUsual();
        this.revision++;
    }

    private void leaveBy(NetworkLink link) {
        this.linkNetwork = link == null ? null : link.network();
        this.linkAdvertiserId = link == null ? null : link.advertiserId();
        this.linkPublisherId = link == null ? null : link.publisherId();
        this.linkAdId = link == null ? null : link.adId();
        this.linkCode = link == null ? null : link.code();
        this.linkHost = link == null ? null : link.host();
    }

    /** Its set of rates is another from now on. */
    public void ratesReplaced() {
        this.ratesRevision++;
    }

    public UUID id() {
        return id;
    }

    public UUID partnerId() {
        return partnerId;
    }

    public String slug() {
        return slug;
    }

    public String name() {
        return name;
    }

    String description() {
        return description;
    }

    String logoUrl() {
        return logoUrl;
    }

    public String landingUrl() {
        return landingUrl;
    }

    /** The query parameter in which the store, or the network before it, expects our click id. */
    public String clickParameter() {
        return clickParameter;
    }

    /** How members get there by way of a network; null for a store that they go to directly. */
    public NetworkLink link() {
        return linkNetwork == null
                ? null
                : new NetworkLink(linkNetwork, linkAdvertiserId, linkPublisherId, linkAdId, linkCode, linkHost);
    }

    public List<StoreDomain> domains() {
        return domains.stream().map(StoreDomain::parse).toList();
    }

    List<String> markets() {
        return List.copyOf(markets);
    }

    List<String> categories() {
        return List.copyOf(categories);
    }

    /** ISO 4217; of its fixed rates and of every order. */
    public String currency() {
        return currency;
    }

    public int daysToConfirm() {
        return daysToConfirm;
    }

    /** How long the store wants to be left alone with an order before it hears of a claim. */
    public int claimOpensAfterDays() {
        return claimOpensAfterDays;
    }

    /** How long it answers claims; at most {@link #LONGEST_CLAIM_DAYS}. */
    public int claimClosesAfterDays() {
        return claimClosesAfterDays;
    }

    public boolean isActive() {
        return active;
    }

    long revision() {
        return revision;
    }

    public long ratesRevision() {
        return ratesRevision;
    }

    Instant createdAt() {
        return createdAt;
    }
}
