package shop.pennywell.commission.partner;

import java.time.Instant;
import java.util.UUID;

/**
 * The secrets are there only in the answer to the request that made them.
 *
 * @param lastUsedAt when it last got a token
 * @param postbackUsedAt when its postback secret last signed something, to the minute
 * @param previousPostbackSecretUntil how long the postback secret before this one counts too
 */
record CredentialResponse(
        UUID id,
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
