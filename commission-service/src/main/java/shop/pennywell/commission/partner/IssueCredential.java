package shop.pennywell.commission.partner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;

/** Makes credentials; several of a partner are valid side by side, so that it can rotate without a gap. */
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
}
