package shop.pennywell.portal.member;

import java.time.Instant;
import java.util.UUID;

/**
 * Data of the events {@code member.registered} and {@code member.updated}.
 *
 * @param referrerId the member that has brought this one; said once, on registration
 */
record MemberFact(
        UUID memberId,
        long revision,
        String email,
        String displayName,
        String locale,
        String country,
        String currency,
        Tier tier,
        UUID referrerId,
        Instant registeredAt) {

    static MemberFact registered(Member member) {
        return of(member, member.referrerId());
    }

    static MemberFact updated(Member member) {
        return of(member, null);
    }

    private static MemberFact of(Member member, UUID referrerId) {
        return new MemberFact(
                member.id(),
                member.revision(),
                member.email(),
                member.displayName(),
                member.locale(),
                member.country(),
                member.currency(),
                member.tier(),
                referrerId,
                member.registeredAt());
    }
}
