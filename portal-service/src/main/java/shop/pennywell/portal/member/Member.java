package shop.pennywell.portal.member;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A shopper whose address is verified. Erasing leaves the id, so that what others keep about it still leads to somebody. */
@Entity
@Table(name = "members")
public class Member {

    @Id
    private UUID id;

    private String email;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "display_name")
    private String displayName;

    private String country;

    private String locale;

    private String currency;

    @Column(name = "referral_code")
    private String referralCode;

    @Enumerated(EnumType.STRING)
    private Status status;

    @Enumerated(EnumType.STRING)
    private Tier tier;

    private long revision;

    @Column(name = "terms_accepted_at")
    private Instant termsAcceptedAt;

    @Column(name = "registered_at")
    private Instant registeredAt;

    @Column(name = "erased_at")
    private Instant erasedAt;

    protected Member() {}

    enum Status {
        ACTIVE,
        ERASED
    }

    /** What somebody said when registering, checked and canonical. */
    public record Registered(
            UUID id,
            String email,
            String passwordHash,
            String displayName,
            String country,
            String locale,
            String currency,
            String referralCode,
            Instant termsAcceptedAt) {}

    static Member of(Registered registered, Instant now) {
        Member member = new Member();
        member.id = registered.id();
        member.email = registered.email();
        member.passwordHash = registered.passwordHash();
        member.displayName = registered.displayName();
        member.country = registered.country();
        member.locale = registered.locale();
        member.currency = registered.currency();
        member.referralCode = registered.referralCode();
        member.termsAcceptedAt = registered.termsAcceptedAt();
        member.registeredAt = now;
        member.status = Status.ACTIVE;
        member.tier = Tier.CLASSIC;
        member.revision = 1;
        return member;
    }

    void describe(String newDisplayName, String newCountry, String newLocale, String newCurrency) {
        mustBeActive();
        displayName = newDisplayName;
        country = newCountry;
        locale = newLocale;
        currency = newCurrency;
        revision++;
    }

    /** False when the member is in that tier already. */
    boolean classify(Tier newTier) {
        mustBeActive();
        if (tier == newTier) {
            return false;
        }
        tier = newTier;
        revision++;
        return true;
    }

    void changePassword(String newHash) {
        mustBeActive();
        passwordHash = newHash;
    }

    void erase(Instant now) {
        mustBeActive();
        email = null;
        passwordHash = null;
        displayName = null;
        country = null;
        locale = null;
        currency = null;
        referralCode = null;
        tier = Tier.CLASSIC;
        status = Status.ERASED;
        erasedAt = now;
        revision++;
    }

    private void mustBeActive() {
        if (status != Status.ACTIVE) {
            throw new IllegalStateException("member " + id + " is erased");
        }
    }

    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    public UUID id() {
        return id;
    }

    public String email() {
        return email;
    }

    public String passwordHash() {
        return passwordHash;
    }

    public String displayName() {
        return displayName;
    }

    public String country() {
        return country;
    }

    public String locale() {
        return locale;
    }

    public String currency() {
        return currency;
    }

    String referralCode() {
        return referralCode;
    }

    public Tier tier() {
        return tier;
    }

    Status status() {
        return status;
    }

    long revision() {
        return revision;
    }

    Instant termsAcceptedAt() {
        return termsAcceptedAt;
    }

    public Instant registeredAt() {
        return registeredAt;
    }

    Instant erasedAt() {
        return erasedAt;
    }
}
