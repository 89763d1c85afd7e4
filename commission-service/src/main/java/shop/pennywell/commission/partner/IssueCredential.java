package shop.pennywell.commission.partner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import shop.pennywell.commission.world.World;

/** Makes credentials and secrets; several of a partner are valid side by side, so that it can rotate without a gap. */
@ApplicationScoped
class IssueCredential {
    private static final int ID_BYTES = 12;
    private static final int SALT_BYTES = 16;

    private final CredentialRepository credentials;
    private final PartnerRepository partners;
    private final Vault vault;
    private final Clock clock;

    IssueCredential(CredentialRepository credentials, PartnerRepository partners, Vault vault, Clock clock) {
        this.credentials = credentials;
        this.partners = partners;
        this.vault = vault;
        this.clock = clock;
    }

    /** In a transaction of that world, which may not know the partner yet. */
    @Transactional(Transactional.TxType.MANDATORY)
    CredentialResponse issue(Partner partner, World world) {
        partners.copy(partner);
        String clientId = world.key("partner-", HexFormat.of().formatHex(vault.random(ID_BYTES)));
        String clientSecret = vault.newSecret();
        String postbackKey = world.key("", HexFormat.of().formatHex(vault.random(ID_BYTES)));
        String postbackSecret = vault.newSecret();
        byte[] sealed = vault.seal(postbackSecret.getBytes(StandardCharsets.UTF_8), postbackKey);
        Credential credential = new Credential(
                        partner.id(), clientId, clientSecret, vault.random(SALT_BYTES), clock.instant())
                .withPostback(postbackKey, sealed);
        credentials.persist(credential);
        return CredentialResponse.of(credential, clientSecret, postbackSecret);
    }

    /** A new postback secret for an address that stays; the old one counts for some time yet. */
    CredentialResponse rotatePostback(Credential credential, Duration previousFor) {
        credentials.getEntityManager().refresh(credential, LockModeType.PESSIMISTIC_WRITE);
        String secret = vault.newSecret();
        byte[] sealed = vault.seal(secret.getBytes(StandardCharsets.UTF_8), credential.postbackKey());
        credential.rotatePostback(sealed, clock.instant().plus(previousFor));
        return CredentialResponse.of(credential, null, secret);
    }
}
