package shop.pennywell.commission.partner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;

/** Makes credentials and secrets; several of a partner are valid side by side, so that it can rotate without a gap. */
@ApplicationScoped
class IssueCredential {
    private static final int ID_BYTES = 12;
    private static final int SALT_BYTES = 16;

    private final CredentialRepository credentials;
    private final Vault vault;
    private final Clock clock;

    IssueCredential(CredentialRepository credentials, Vault vault, Clock clock) {
        this.credentials = credentials;
        this.vault = vault;
        this.clock = clock;
    }

    @Transactional
    CredentialResponse issue(Partner partner) {
        String clientId = "partner-" + HexFormat.of().formatHex(vault.random(ID_BYTES));
        String clientSecret = vault.newSecret();
        String postbackKey = HexFormat.of().formatHex(vault.random(ID_BYTES));
        String postbackSecret = vault.newSecret();
        byte[] sealed = vault.seal(postbackSecret.getBytes(StandardCharsets.UTF_8), postbackKey);
        Credential credential = new Credential(
                        partner.id(), clientId, clientSecret, vault.random(SALT_BYTES), clock.instant())
                .withPostback(postbackKey, sealed);
        credentials.persist(credential);
        return CredentialResponse.of(credential, clientSecret, postbackSecret);
    }

    /** A new postback secret for an address that stays; the old one counts for some time yet. */
    @Transactional
    CredentialResponse rotatePostback(UUID credentialId, Duration previousFor) {
        Credential credential = credentials.findById(credentialId, LockModeType.PESSIMISTIC_WRITE);
        String secret = vault.newSecret();
        byte[] sealed = vault.seal(secret.getBytes(StandardCharsets.UTF_8), credential.postbackKey());
        credential.rotatePostback(sealed, clock.instant().plus(previousFor));
        return CredentialResponse.of(credential, null, secret);
    }
}
