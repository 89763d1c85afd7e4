package shop.pennywell.commission.referral;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;
import shop.pennywell.defaults.sql.Outbox;

/** A referral begins when a member registers whom another has brought, and ends with an account that is erased before it was earned. */
@ApplicationScoped
class HearOfMembers implements EventHandler {
    private static final String REGISTERED = "member.registered";
    private static final String ERASED = "member.erased";

    /** {@code member.registered}. */
    record MemberRegistered(
            @NotNull UUID memberId,
            @NotNull String country,
            @NotNull String currency,
            @NotNull Instant registeredAt,
            UUID referrerId) {}

    /** {@code member.erased}. */
    record MemberErased(@NotNull UUID memberId) {}

    private final EventData eventData;
    private final ReferralRepository referrals;
    private final ReferralProgrammeRepository programmes;
    private final ReferralConfig config;
    private final Outbox outbox;
    private final Clock clock;

    HearOfMembers(
            EventData eventData,
            ReferralRepository referrals,
            ReferralProgrammeRepository programmes,
            ReferralConfig config,
            Outbox outbox,
            Clock clock) {
        this.eventData = eventData;
        this.referrals = referrals;
        this.programmes = programmes;
        this.config = config;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Set<String> types() {
        return Set.of(REGISTERED, ERASED);
    }

    @Override
    public void handle(Event event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (event.type().equals(REGISTERED)) {
            begin(eventData.read(event, MemberRegistered.class), now);
        } else {
            end(eventData.read(event, MemberErased.class).memberId(), now);
        }
    }

    private void begin(MemberRegistered friend, Instant now) {
        UUID referrer = friend.referrerId();
        if (referrer == null
                || referrer.equals(friend.memberId())
                || referrals.ofFriend(friend.memberId()).isPresent()
                || referrals.isErased(friend.memberId())
                || referrals.isErased(referrer)) {
            return;
        }
        Optional<ReferralProgramme> programme =
                programmes.inForce(friend.country(), friend.currency(), friend.registeredAt());
        if (programme.isEmpty()) {
            return;
        }
        Referral referral = new Referral(
                referrer, friend.memberId(), programme.get(), friend.registeredAt(), config.lateReports(), now);
        referrals.persist(referral);
        outbox.publish(ReferralChanged.TYPE, referral.id().toString(), ReferralChanged.of(referral, null));
        // This news may have been long on its way: an order may be confirmed already.
        referrals.check(Set.of(friend.memberId()));
    }

    private void end(UUID memberId, Instant now) {
        referrals.erase(memberId, now);
        referrals.lockOfFriend(memberId).ifPresent(referral -> {
            if (referral.endForErasedFriend(now)) {
                outbox.publish(
                        ReferralChanged.TYPE,
                        referral.id().toString(),
                        ReferralChanged.of(referral, Referral.Status.PENDING));
            }
        });
    }
}
