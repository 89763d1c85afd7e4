package shop.pennywell.portal.member;

import java.time.Instant;
import java.util.UUID;

/** @param referralCode the member's own, to be given to friends */
public record ProfileResponse(
        UUID id,
        String email,
        String displayName,
        String country,
        String locale,
        String currency,
        Tier tier,
        String referralCode,
        Instant termsAcceptedAt,
        Instant registeredAt) {

    static ProfileResponse of(Member member) {
        return new ProfileResponse(
                member.id(),
                member.email(),
                member.displayName(),
                member.country(),
                member.locale(),
                member.currency(),
                member.tier(),
                member.ownReferralCode(),
                member.termsAcceptedAt(),
                member.registeredAt());
    }
}
