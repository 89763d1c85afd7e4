package shop.pennywell.payments.bankfile;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.payments.TimePosition;

@ApplicationScoped
class UnmatchedLineRepository implements PanacheRepositoryBase<UnmatchedLine, UUID> {

    private final EntityManager entities;

    UnmatchedLineRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Newest first, one more than the limit if there are more. */
    List<UnmatchedLine> page(String after, int limit) {
        var position = TimePosition.after(after);
        return find(
                        "(readAt < ?1 or readAt = ?1 and id < ?2) order by readAt desc, id desc",
                        position.at(),
                        position.id())
                .page(Page.ofSize(limit + 1))
                .list();
    }

    static String position(UnmatchedLine line) {
        return new TimePosition(line.readAt(), line.id()).cursor();
    }

    /** One row for a line, however often it is read. */
    void keep(String kind, BankAnswer answer, String reason, Instant now) {
        var amount = answer.amount();
        var payout = answer.id();
        // Casts, because a null has no type of its own for the database.
        entities.createNativeQuery("""
                        insert into unmatched_bank_line (id, kind, reference, payout_id, outcome, amount_minor, currency,
                                                         code, reason, read_at)
                        values (:id, :kind, :reference, (select id from payout where id = cast(:payout as uuid)), :outcome,
                                cast(:minor as bigint), :currency, :code, :reason, :at)
                        on conflict (id) do update set reason = excluded.reason, payout_id = excluded.payout_id,
                                                       code = excluded.code
                        """)
                .setParameter("id", id(answer))
                .setParameter("kind", kind)
                .setParameter("reference", answer.reference())
                .setParameter("payout", payout == null ? null : payout.toString())
                .setParameter("outcome", answer.outcome().name())
                .setParameter("minor", amount == null ? null : Long.toString(amount.minor()))
                .setParameter("currency", amount == null ? null : amount.currencyCode())
                .setParameter("code", answer.code())
                .setParameter("reason", reason)
                .setParameter("at", now)
                .executeUpdate();
    }

    /** This line was followed; and once its payout is through, a repeat of it needs no look any more. */
    void clear(BankAnswer followed) {
        delete("id", id(followed));
        if (followed.outcome() != BankAnswer.Outcome.NOTED) {
            delete("payoutId = ?1 and outcome = ?2", followed.id(), BankAnswer.Outcome.REPEATED.name());
        }
    }

    private static UUID id(BankAnswer answer) {
        return Ids.derived("unmatched-bank-line", answer.line());
    }
}
