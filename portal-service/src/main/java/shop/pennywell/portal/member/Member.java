package shop.pennywell.portal.member;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Generated;
import org.hibernate.generator.EventType;

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
    private String usedReferralCode;

    /** Drawn by the database. */
    @Generated(event = EventType.INSERT)
    @Column(name = "own_referral_code", insertable = false)
    private String ownReferralCode;

    @Column(name = "referrer_id")
    private UUID referrerId;

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

    /**
     * What somebody said when registering, checked and canonical.
     *
     * @param referralCode of whoever has brought them; null: nobody
     */
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

    /** @param referrerId the member whose referral code was used; null: nobody's, or one's own */
    static Member of(Registered registered, UUID referrerId, Instant now) {
        Member member = new Member();
        member.id = registered.id();
        member.email = registered.email();
        member.passwordHash = registered.passwordHash();
        member.displayName = registered.displayName();
        member.country = registered.country();
        member.locale = registered.locale();
        member.currency = registered.currency();
        member.usedReferralCode = registered.referralCode();
        member.referrerId = referrerId;
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
        usedReferralCode = null;
        ownReferralCode = null;
        referrerId = null;
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

    /** What the member gives to friends; nothing of it tells whose it is. */
    public String ownReferralCode() {
        return ownReferralCode;
    }

    UUID referrerId() {
        return referrerId;
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
