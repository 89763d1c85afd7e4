package shop.pennywell.commission.partner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.commission.world.World;
import shop.pennywell.commission.world.Worlds;

/** Tells who a partner's credentials belong to. */
@ApplicationScoped
public class PartnerAccess {
    private final CredentialRepository credentials;
    private final Worlds worlds;
    private final Vault vault;
    private final Clock clock;

    PartnerAccess(CredentialRepository credentials, Worlds worlds, Vault vault, Clock clock) {
        this.worlds = worlds;
        this.credentials = credentials;
        this.vault = vault;
        this.clock = clock;
    }

    /** The owner of a postback address and the secrets, one or two, that its calls may be signed with. */
    public record PostbackKey(UUID partnerId, List<String> secrets) {}

    /** Empty for a key that never was, is revoked, or is none of the world at hand. */
    @Transactional
    public Optional<PostbackKey> ofPostback(String key) {
        return credentials.ofPostback(key).map(found -> {
            List<String> secrets = found.sealedPostbackSecrets(clock.instant()).stream()
                    .map(secret -> new String(vault.open(secret, found.postbackKey()), StandardCharsets.UTF_8))
                    .toList();
            return new PostbackKey(found.partnerId(), secrets);
        });
    }

    /** Notes for staff that a postback was signed right. */
    public void postbackUsed(String key) {
        credentials.postbackUsed(key, clock.instant());
    }

    /** The credential if this is its secret; its use is noted for staff. */
    Optional<Credential> withSecret(String clientId, String secret) {
        return worlds.in(World.ofKey(clientId), () -> {
            Optional<Credential> found =
                    credentials.ofClient(clientId).filter(credential -> credential.accepts(secret));
            found.ifPresent(credential -> credential.usedAt(clock.instant()));
            return found;
        });
    }

    boolean usable(String clientId) {
        return worlds.in(World.ofKey(clientId), () -> credentials.usable(clientId));
    }
}
