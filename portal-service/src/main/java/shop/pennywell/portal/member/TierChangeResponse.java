package shop.pennywell.portal.member;

import java.time.Instant;

/** @param setBy the staff member's id */
record TierChangeResponse(Tier tier, String setBy, Instant setAt) {

    static TierChangeResponse of(TierChange change) {
        return new TierChangeResponse(change.tier(), change.setBy(), change.setAt());
    }
}
