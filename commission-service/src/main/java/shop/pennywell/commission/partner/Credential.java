package shop.pennywell.commission.partner;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;

/** A way in for a partner. Its API secret is random and long, so one salted hash is enough to keep it from a reader of the table. */
@Entity
class Credential {

    @Id
    private UUID id;

    private UUID partnerId;
    private String clientId;
    private byte[] secretSalt;
    private byte[] secretHash;
    private String postbackKey;
    private byte[] postbackSecret;
    private byte[] previousPostbackSecret;
    private Instant previousPostbackUntil;
    private Instant postbackUsedAt;
    private Instant createdAt;
    private Instant lastUsedAt;
    private Instant revokedAt;

    protected Credential() {}

    Credential(UUID partnerId, String clientId, String secret, byte[] salt, Instant now) {
        this.id = Ids.newId();
        this.partnerId = partnerId;
        this.clientId = clientId;
        this.secretSalt = salt;
        this.secretHash = hash(salt, secret);
        this.createdAt = now;
    }

    Credential withPostback(String key, byte[] sealedSecret) {
        this.postbackKey = key;
        this.postbackSecret = sealedSecret;
        return this;
    }

    /** Whether this is the secret, in a time that does not tell how much of it is right. */
    boolean accepts(String secret) {
        return revokedAt == null && MessageDigest.isEqual(secretHash, hash(secretSalt, secret));
    }

    void usedAt(Instant now) {
        this.lastUsedAt = now;
    }

    /** Revoking again changes nothing. */
    void revoke(Instant now) {
        if (revokedAt == null) {
            this.revokedAt = now;
        }
    }

    UUID id() {
        return id;
    }

    UUID partnerId() {
        return partnerId;
    }

    String clientId() {
        return clientId;
    }

    String postbackKey() {
        return postbackKey;
    }

    /** From now on this secret counts; the one before it until then. The one before that no longer does: two at a time. */
    void rotatePostback(byte[] sealedSecret, Instant previousUntil) {
        this.previousPostbackSecret = postbackSecret;
        this.previousPostbackUntil = previousUntil;
        this.postbackSecret = sealedSecret;
    }

    /** Those that count now, the newest first. */
    List<byte[]> sealedPostbackSecrets(Instant now) {
        return previousPostbackUntil != null && now.isBefore(previousPostbackUntil)
                ? List.of(postbackSecret.clone(), previousPostbackSecret.clone())
                : List.of(postbackSecret.clone());
    }

    Instant previousPostbackUntil() {
        return previousPostbackUntil;
    }

    Instant postbackUsedAt() {
        return postbackUsedAt;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant lastUsedAt() {
        return lastUsedAt;
    }

    Instant revokedAt() {
        return revokedAt;
    }

    private static byte[] hash(byte[] salt, String secret) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            return sha256.digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
