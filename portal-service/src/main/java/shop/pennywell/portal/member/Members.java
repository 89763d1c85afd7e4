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

    /** Says {@code member.registered}. The caller makes sure that the address is free. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Member add(Member.Registered registered) {
        Member member = Member.of(registered, clock.instant());
        repository.persist(member);
        outbox.publish("member.registered", member.id().toString(), MemberFact.of(member));
        return member;
    }

    /** False when there is no such member any more. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean changePassword(UUID id, String newHash) {
        Optional<Member> member = repository.toChange(id);
        member.ifPresent(found -> found.changePassword(newHash));
        return member.isPresent();
    }
}
