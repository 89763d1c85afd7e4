package shop.pennywell.portal.member;

import java.time.Instant;
import java.util.UUID;

/** Data of the events {@code member.registered} and {@code member.updated}. */
record MemberFact(
        UUID memberId,
        long revision,
        String email,
        String displayName,
        String locale,
        String country,
        String currency,
        Tier tier,
        Instant registeredAt) {

    static MemberFact of(Member member) {
        return new MemberFact(
                member.id(),
                member.revision(),
                member.email(),
                member.displayName(),
                member.locale(),
                member.country(),
                member.currency(),
                member.tier(),
                member.registeredAt());
    }
}
