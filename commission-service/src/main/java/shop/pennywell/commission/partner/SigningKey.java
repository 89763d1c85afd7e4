package shop.pennywell.commission.partner;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** A key pair (P-256) of ours for partner tokens, the private part sealed. */
@Entity
class SigningKey {

    @Id
    private String id;

    private byte[] publicKey;
    private byte[] privateKey;
    private Instant createdAt;

    protected SigningKey() {}

    SigningKey(String id, byte[] publicKey, byte[] sealedPrivateKey, Instant now) {
        this.id = id;
        this.publicKey = publicKey.clone();
        this.privateKey = sealedPrivateKey.clone();
        this.createdAt = now;
    }

    String id() {
        return id;
    }

    /** X.509 encoded. */
    byte[] publicKey() {
        return publicKey.clone();
    }

    byte[] sealedPrivateKey() {
        return privateKey.clone();
    }

    Instant createdAt() {
        return createdAt;
    }
}
