package shop.pennywell.portal.member;

import java.time.Instant;
import java.util.UUID;

/**
 * Data of the event {@code member.erased}; also fired inside this service, in the same transaction, so that every feature
 * that keeps something about the member destroys it by observing this.
 */
public record MemberErased(UUID memberId, Instant erasedAt) {}
