package shop.pennywell.commission.hold;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;

/** The holds. Whoever changes one has locked its transaction before. */
@ApplicationScoped
class HoldRepository implements PanacheRepositoryBase<Hold, UUID> {
    private static final UUID FIRST = new UUID(0, 0);

    /**
     * Opens a hold, unless the order was held for the same reason before, or staff have released this member's orders under the same
     * evidence lately.
     *
     * @param figures in JSON
     * @param trustedSince what staff released after this counts; of who works for a partner, at that partner alone
     */
    boolean open(OrderFacts order, Finding finding, String figures, Instant now, Instant until, Instant trustedSince) {
        return getEntityManager()
                        .createNativeQuery("""
                        insert into hold (id, transaction_id, partner_id, member_id, rule, evidence, figures, status, opened_at, releases_at)
                        select :id, :transaction, :partner, :member, :rule, :evidence, cast(:figures as jsonb), 'STANDING', :now, :until
                        where not exists (
                            select from hold
                            where member_id = :member and rule = :rule and evidence = :evidence and status = 'RELEASED'
                              and decided_how = 'STAFF' and decided_at > :trustedSince
                              and (rule <> 'PARTNER_STAFF' or partner_id = :partner))
                        on conflict (transaction_id, rule) do nothing
                        """)
                        .setParameter("id", Ids.newId())
                        .setParameter("transaction", order.transactionId())
                        .setParameter("partner", order.partnerId())
                        .setParameter("member", order.memberId())
                        .setParameter("rule", finding.rule().name())
                        .setParameter("evidence", finding.evidence())
                        .setParameter("figures", figures)
                        .setParameter("now", now)
                        .setParameter("until", until)
                        .setParameter("trustedSince", trustedSince)
                        .executeUpdate()
                == 1;
    }

    /** The queue: oldest first. */
    List<Hold> oldest(HoldFilter filter, UUID after, int limit) {
        Map<String, Object> parameters = filter.parameters();
        parameters.put("after", after == null ? FIRST : after);
        return find("id > :after" + filter.where() + " order by id", parameters)
                .page(0, limit)
                .list();
    }

    /** What stands against an order, as it is now that its transaction is locked. */
    List<Hold> standing(UUID transactionId) {
        return find("transactionId = ?1 and status = ?2 order by id", transactionId, Hold.Status.STANDING)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    List<Hold> overdue(Collection<UUID> transactionIds, Instant now) {
        return find(
                        "transactionId in ?1 and status = ?2 and releasesAt <= ?3 order by id",
                        transactionIds,
                        Hold.Status.STANDING,
                        now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    boolean stands(UUID transactionId) {
        return count("transactionId = ?1 and status = ?2", transactionId, Hold.Status.STANDING) > 0;
    }

    void forgetNotes(UUID memberId) {
        update("note = null where memberId = ?1 and note is not null", memberId);
    }
}
