package shop.pennywell.commission.partner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Tells who a partner's credentials belong to. */
@ApplicationScoped
public class PartnerAccess {
    private final CredentialRepository credentials;
    private final Vault vault;
    private final Clock clock;

    PartnerAccess(CredentialRepository credentials, Vault vault, Clock clock) {
        this.credentials = credentials;
        this.vault = vault;
        this.clock = clock;
    }

    /** The owner of a postback address and the secret that its calls are signed with. */
    public record PostbackKey(UUID partnerId, String secret) {}

    /** Empty for a key that never was or is revoked. */
    @Transactional
    public Optional<PostbackKey> ofPostback(String key) {
        return credentials.ofPostback(key).map(found -> {
            byte[] secret = vault.open(found.sealedPostbackSecret(), found.postbackKey());
            return new PostbackKey(found.partnerId(), new String(secret, StandardCharsets.UTF_8));
        });
    }

    /** The credential if this is its secret; its use is noted for staff. */
    @Transactional
    Optional<Credential> withSecret(String clientId, String secret) {
        Optional<Credential> found = credentials.ofClient(clientId).filter(credential -> credential.accepts(secret));
        found.ifPresent(credential -> credential.usedAt(clock.instant()));
        return found;
    }

    @Transactional
    boolean usable(String clientId) {
        return credentials.usable(clientId);
    }
}
