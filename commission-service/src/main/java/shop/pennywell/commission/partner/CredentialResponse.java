package shop.pennywell.commission.partner;

import java.time.Instant;
import java.util.UUID;
import shop.pennywell.commission.world.World;

/**
 * The secrets are there only in the answer to the request that made them.
 *
 * @param sandbox whether they open the sandbox and nothing else
 * @param lastUsedAt when it last got a token
 * @param postbackUsedAt when its postback secret last signed something, to the minute
 * @param previousPostbackSecretUntil how long the postback secret before this one counts too
 */
record CredentialResponse(
        UUID id,
        boolean sandbox,
        String clientId,
        String clientSecret,
        String postbackKey,
        String postbackSecret,
        Instant createdAt,
        Instant lastUsedAt,
        Instant postbackUsedAt,
        Instant previousPostbackSecretUntil,
        Instant revokedAt) {

    static CredentialResponse of(Credential credential) {
        return of(credential, null, null);
    }

    static CredentialResponse of(Credential credential, String clientSecret, String postbackSecret) {
        return new CredentialResponse(
                credential.id(),
                World.ofKey(credential.clientId()) == World.SANDBOX,
                credential.clientId(),
                clientSecret,
                credential.postbackKey(),
                postbackSecret,
                credential.createdAt(),
                credential.lastUsedAt(),
                credential.postbackUsedAt(),
                credential.previousPostbackUntil(),
                credential.revokedAt());
    }
}
