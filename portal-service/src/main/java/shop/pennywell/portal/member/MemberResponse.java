package shop.pennywell.portal.member;

import java.time.Instant;
import java.util.UUID;

/**
 * A member as staff sees it.
 *
 * @param referralCode the member's own
 * @param referrerId who has brought the member
 */
record MemberResponse(
        UUID id,
        String email,
        String displayName,
        String country,
        String locale,
        String currency,
        String referralCode,
        UUID referrerId,
        Tier tier,
        String status,
        Instant registeredAt,
        Instant erasedAt) {

    static MemberResponse of(Member member) {
        return new MemberResponse(
                member.id(),
                member.email(),
                member.displayName(),
                member.country(),
                member.locale(),
                member.currency(),
                member.ownReferralCode(),
                member.referrerId(),
                member.tier(),
                member.status().name(),
                member.registeredAt(),
                member.erasedAt());
    }
}
