package shop.pennywell.commission.referral;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.commission.Cursors;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.security.Caller;

/** The friends that a member has brought, without who they are. */
@Path("/api/v1/me/referrals")
@RolesAllowed("member")
class MyReferralsResource {
    private final ReferralRepository referrals;
    private final ReferralProgrammeRepository programmes;
    private final Caller caller;
    private final Clock clock;

    MyReferralsResource(
            ReferralRepository referrals, ReferralProgrammeRepository programmes, Caller caller, Clock clock) {
        this.referrals = referrals;
        this.programmes = programmes;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "The friends that I have brought, newest first",
            description = "With what is offered for the next one, and the referral by which I came myself.")
    public ReferralResponse.Mine list(@BeanParam @Valid PageQuery query) {
        UUID me = caller.id();
        Page<ReferralResponse> page = Page.of(
                referrals.newest(
                        " and referrerId = :referrer",
                        new HashMap<>(Map.of("referrer", me)),
                        Cursors.id(query.cursor()),
                        query.limit() + 1),
                query.limit(),
                ReferralResponse::forReferrer,
                referral -> referral.id().toString());
        return new ReferralResponse.Mine(page.items(), page.next(), offer(), asFriend(me));
    }

    private ReferralResponse.Offer offer() {
        String currency = caller.claim("currency");
        return currency == null
                ? null
                : programmes
                        .inForce(caller.claim("country"), currency, clock.instant())
                        .map(ReferralResponse.Offer::of)
                        .orElse(null);
    }

    private ReferralResponse asFriend(UUID me) {
        return referrals.ofFriend(me).map(ReferralResponse::forFriend).orElse(null);
    }
}
