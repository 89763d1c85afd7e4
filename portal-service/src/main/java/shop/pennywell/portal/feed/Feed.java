package shop.pennywell.portal.feed;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.portal.offer.FeedFormat;
import shop.pennywell.portal.offer.OfferFile;
import shop.pennywell.portal.store.Store;

/** One product file that a store gives us again and again: for one country, in one format. */
@Entity
@Table(name = "feeds")
class Feed {

    /** Changes when the same file would be read in another way than before. */
    private static final int READER_VERSION = 1;

    @Id
    private UUID id;

    private UUID storeId;
    private String name;

    @Enumerated(EnumType.STRING)
    private FeedFormat format;

    private String country;
    private String currency;
    private Instant createdAt;
    private String appliedFingerprint;
    private UUID appliedImportId;

    protected Feed() {}

    Feed(UUID storeId, String name, FeedFormat format, String country, String currency, Instant now) {
        this.id = Ids.newId();
        this.storeId = storeId;
        this.name = name;
        this.format = format;
        this.country = country;
        this.currency = currency;
        this.createdAt = now;
    }

    /** The same for two files that would give the same products. */
    String fingerprint(String sha256, Store store) {
        List<String> domains = store.domains().stream().sorted().toList();
        return sha256 + " " + READER_VERSION + " " + domains;
    }

    OfferFile.Terms terms(Store store) {
        String shop = store.domains().stream()
                .filter(domain -> domain.startsWith("www."))
                .findFirst()
                .orElse(store.domains().get(0));
        return new OfferFile.Terms(currency, "https://" + shop, store::owns);
    }

    boolean showsAlready(String fingerprint) {
        return fingerprint.equals(appliedFingerprint);
    }

    void applied(FeedImport done) {
        appliedFingerprint = done.fingerprint();
        appliedImportId = done.id();
    }

    UUID appliedImportId() {
        return appliedImportId;
    }

    UUID id() {
        return id;
    }

    UUID storeId() {
        return storeId;
    }

    String name() {
        return name;
    }

    FeedFormat format() {
        return format;
    }

    String country() {
        return country;
    }

    String currency() {
        return currency;
    }

    Instant createdAt() {
        return createdAt;
    }
}
