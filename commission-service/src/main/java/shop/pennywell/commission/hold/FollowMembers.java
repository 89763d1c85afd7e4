package shop.pennywell.commission.hold;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventData;
import shop.pennywell.defaults.events.EventHandler;

/** Keeps of each member what the rules ask for: where the mail address is from, until the member is erased. */
@ApplicationScoped
class FollowMembers implements EventHandler {
    private static final String ERASED = "member.erased";

    private final EventData eventData;
    private final MemberTraces traces;
    private final UncheckedOrders unchecked;
    private final HoldRepository holds;
    private final HoldConfig config;

    FollowMembers(
            EventData eventData,
            MemberTraces traces,
            UncheckedOrders unchecked,
            HoldRepository holds,
            HoldConfig config) {
        this.eventData = eventData;
        this.traces = traces;
        this.unchecked = unchecked;
        this.holds = holds;
        this.config = config;
    }

    /** {@code member.registered} and {@code member.updated}. */
    record Member(
            @NotNull UUID memberId, long revision, @NotNull String email) {
        String domain() {
            return email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        }
    }

    /** {@code member.erased}. */
    record MemberErased(@NotNull UUID memberId) {}

    @Override
    public Set<String> types() {
        return Set.of("member.registered", "member.updated", ERASED);
    }

    @Override
    public void handle(Event event) {
        if (event.type().equals(ERASED)) {
            UUID memberId = eventData.read(event, MemberErased.class).memberId();
            traces.forget(memberId);
            holds.forgetNotes(memberId);
            return;
        }
        Member member = eventData.read(event, Member.class);
        if (traces.knowDomain(member.memberId(), member.domain(), member.revision())) {
            unchecked.again(List.of(member.memberId()), config.mostCheckedAgain());
        }
    }
}
