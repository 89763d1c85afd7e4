package shop.pennywell.portal.registration;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.portal.member.Member;

/** Somebody who says that an address is his, until he proves it. */
@Entity
@Table(name = "registrations")
class Registration {

    @Id
    @Column(name = "token_hash")
    private String tokenHash;

    @Column(name = "member_id")
    private UUID memberId;

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

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected Registration() {}

    static Registration of(String tokenHash, Member.Registered registered, Duration validity) {
        Registration registration = new Registration();
        registration.tokenHash = tokenHash;
        registration.memberId = registered.id();
        registration.email = registered.email();
        registration.passwordHash = registered.passwordHash();
        registration.displayName = registered.displayName();
        registration.country = registered.country();
        registration.locale = registered.locale();
        registration.currency = registered.currency();
        registration.referralCode = registered.referralCode();
        registration.createdAt = registered.termsAcceptedAt();
        registration.expiresAt = registered.termsAcceptedAt().plus(validity);
        return registration;
    }

    Member.Registered registered() {
        return new Member.Registered(
                memberId, email, passwordHash, displayName, country, locale, currency, referralCode, createdAt);
    }

    boolean isOpenAt(Instant now) {
        return now.isBefore(expiresAt);
    }

    String email() {
        return email;
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
