package shop.pennywell.commission.network;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import shop.pennywell.commission.NetworkName;
import shop.pennywell.commission.network.api.Terms;
import shop.pennywell.defaults.id.Ids;

/** One of our accounts at an affiliate network. Who holds its lease may call the network for it, and nobody else. */
@Entity
class NetworkAccount {

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private NetworkName network;

    private String externalId;
    private UUID partnerId;
    private String name;
    private String currency;
    private String zone;
    private byte[] credentials;
    private String paceKey;
    private Instant since;
    private boolean enabled;
    private Instant notBefore;
    private UUID lease;
    private Instant leasedUntil;
    private Instant createdAt;

    protected NetworkAccount() {}

    NetworkAccount(NetworkName network, UUID partnerId, Instant since, Instant now) {
        this.id = Ids.newId();
        this.network = network;
        this.partnerId = partnerId;
        this.since = since;
        this.notBefore = now;
        this.createdAt = now;
    }

    void describe(String newName, Terms terms, boolean nowEnabled) {
        this.name = newName;
        this.currency = terms.currency();
        this.zone = terms.zone().getId();
        this.enabled = nowEnabled;
    }

    /** @param sealed readable for nobody but the vault */
    void signInWith(String newExternalId, byte[] sealed, String newPaceKey) {
        this.externalId = newExternalId;
        this.credentials = sealed;
        this.paceKey = newPaceKey;
    }

    /** Gives the account to one caller until then,. */
    UUID lease(Instant until) {
        this.lease = Ids.newId();
        this.leasedUntil = until;
        return lease;
    }

    boolean isLeasedTo(UUID holder) {
        return holder.equals(lease);
    }

    void release() {
        this.lease = null;
        this.leasedUntil = null;
    }

    /** What its credentials are sealed for, so that they open nothing else. */
    static String purpose(UUID accountId) {
        return "network-account " + accountId;
    }

    Terms terms() {
        return new Terms(ZoneId.of(zone), currency);
    }

    UUID id() {
        return id;
    }

    NetworkName network() {
        return network;
    }

    String externalId() {
        return externalId;
    }

    UUID partnerId() {
        return partnerId;
    }

    String name() {
        return name;
    }

    byte[] sealedCredentials() {
        return credentials;
    }

    String paceKey() {
        return paceKey;
    }

    Instant since() {
        return since;
    }

    /** The network is not called before. */
    Instant notBefore() {
        return notBefore;
    }

    /** Until when a replica may be calling the network for it; null if none is. */
    Instant leasedUntil() {
        return leasedUntil;
    }

    boolean isEnabled() {
        return enabled;
    }

    Instant createdAt() {
        return createdAt;
    }
}
