package shop.pennywell.portal.member;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.defaults.sql.Outbox;

/** The members, for the other features. */
@ApplicationScoped
public class Members {

    private final MemberRepository repository;
    private final Outbox outbox;
    private final Clock clock;

    Members(MemberRepository repository, Outbox outbox, Clock clock) {
        this.repository = repository;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param email in its canonical form */
    @Transactional
    public Optional<Member> byEmail(String email) {
        return repository.byEmail(email);
    }

    /** Empty also for one that is erased. */
    @Transactional
    public Optional<Member> byId(UUID id) {
        return repository.findByIdOptional(id).filter(Member::isActive);
    }

    /**
     * A referral code as it was drawn; empty if no member has it.
     *
     * @param typed as somebody typed it or a link has it, perhaps null
     */
    @Transactional
    public Optional<String> referralCode(String typed) {
        return ReferralCode.read(typed).flatMap(repository::byReferralCode).map(Member::ownReferralCode);
    }

    /** Says {@code member.registered}. The caller makes sure that the address is free. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Member add(Member.Registered registered) {
        Member member = Member.of(registered, referrerOf(registered), clock.instant());
        repository.persist(member);
        outbox.publish("member.registered", member.id().toString(), MemberFact.registered(member));
        return member;
    }

    /**
     * Nobody where the code's owner reads the mail of the new member too: whoever brings oneself brings nobody. It passes in silence,
     * since the answer would tell to whom a code belongs.
     */
    private UUID referrerOf(Member.Registered registered) {
        return ReferralCode.read(registered.referralCode())
                .flatMap(repository::byReferralCode)
                .filter(referrer ->
                        !EmailAddress.mailbox(referrer.email()).equals(EmailAddress.mailbox(registered.email())))
                .map(Member::id)
                .orElse(null);
    }

    /** False when there is no such member any more. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean changePassword(UUID id, String newHash) {
        Optional<Member> member = repository.toChange(id);
        member.ifPresent(found -> found.changePassword(newHash));
        return member.isPresent();
    }
}
