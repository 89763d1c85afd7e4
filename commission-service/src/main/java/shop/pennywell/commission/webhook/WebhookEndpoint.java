package shop.pennywell.commission.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Where a partner wants to hear of its own. Changed under a lock of its row alone; how delivery goes is only read here. */
@Entity
class WebhookEndpoint {

    /** Why nothing is sent. */
    enum Disabled {
        /** The partner, or staff for it, wanted so. */
        ASKED,
        /** The endpoint answered 410. */
        GONE
    }

    @Id
    private UUID id;

    private UUID partnerId;
    private String url;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> events;

    private byte[] secret;
    private byte[] previousSecret;
    private Instant previousUntil;
    private Instant createdAt;
    private Instant disabledAt;

    @Enumerated(EnumType.STRING)
    private Disabled disabledFor;

    private Instant deletedAt;

    @Column(insertable = false, updatable = false)
    private Instant failingSince;

    protected WebhookEndpoint() {}

    WebhookEndpoint(UUID id, UUID partnerId, String url, List<String> events, byte[] sealedSecret, Instant now) {
        this.id = id;
        this.partnerId = partnerId;
        this.url = url;
        this.events = List.copyOf(events);
        this.secret = sealedSecret.clone();
        this.createdAt = now;
    }

    void moveTo(String newUrl) {
        this.url = newUrl;
    }

    void hear(List<String> newEvents) {
        this.events = List.copyOf(newEvents);
    }

    void enable() {
        this.disabledAt = null;
        this.disabledFor = null;
    }

    void disable(Instant now) {
        if (disabledAt == null) {
            this.disabledAt = now;
            this.disabledFor = Disabled.ASKED;
        }
    }

    /** From now on the new secret signs, and until then the present one too. One that was on its way out is gone. */
    void rotate(byte[] sealedSecret, Instant until, Instant now) {
        boolean overlap = until.isAfter(now);
        this.previousSecret = overlap ? secret : null;
        this.previousUntil = overlap ? until : null;
        this.secret = sealedSecret.clone();
    }

    /** The row stays until its deliveries are swept away, the secrets don't. */
    void delete(Instant now) {
        if (deletedAt != null) {
            throw new IllegalStateException("an endpoint is deleted once");
        }
        this.deletedAt = now;
        this.secret = null;
        this.previousSecret = null;
        this.previousUntil = null;
    }

    UUID id() {
        return id;
    }

    UUID partnerId() {
        return partnerId;
    }

    String url() {
        return url;
    }

    List<String> events() {
        return List.copyOf(events);
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean isEnabled() {
        return disabledAt == null;
    }

    Instant disabledAt() {
        return disabledAt;
    }

    Disabled disabledFor() {
        return disabledFor;
    }

    /** Until when the secret before the last rotation signs too; null if there is none any more. */
    Instant previousUntil(Instant now) {
        return previousSecret != null && previousUntil.isAfter(now) ? previousUntil : null;
    }

    Instant failingSince() {
        return failingSince;
    }
}
