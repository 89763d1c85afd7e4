package shop.pennywell.commission.hold;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/** The little that is kept of members for the rules, and gone when they are. */
@ApplicationScoped
class MemberTraces {
    /** Distinguishes these locks from other users of PostgreSQL's advisory locks. */
    private static final int ACCOUNT_LOCKS = 0x686f6c64;

    private static final int MOST_SHARERS = 100;

    private final Session entities;

    MemberTraces(Session entities) {
        this.entities = entities;
    }

    /** Whether that is news. */
    boolean knowDomain(UUID memberId, String domain, long revision) {
        return entities.createNativeMutationQuery("""
                                insert into member_mail (member_id, domain, revision) values (:member, :domain, :revision)
                                on conflict (member_id) do update set domain = excluded.domain, revision = excluded.revision
                                where not member_mail.erased and member_mail.revision < excluded.revision
                                """)
                        .setParameter("member", memberId)
                        .setParameter("domain", domain)
                        .setParameter("revision", revision)
                        .executeUpdate()
                == 1;
    }

    /** The members that gave this account, this one included; a hundred at most. */
    List<UUID> knowAccount(UUID memberId, String fingerprint) {
        // Of two who give one account at once, the later is to see the earlier.
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(:locks, :account)", Integer.class)
                .setParameter("locks", ACCOUNT_LOCKS)
                .setParameter("account", fingerprint.hashCode())
                .getSingleResult();
        entities.createNativeMutationQuery("""
                        insert into payout_fingerprint (member_id, fingerprint)
                        select :member, :fingerprint
                        where not exists (select from member_mail where member_id = :member and erased)
                        on conflict do nothing
                        """)
                .setParameter("member", memberId)
                .setParameter("fingerprint", fingerprint)
                .executeUpdate();
        return entities.createNativeQuery("""
                        select member_id from payout_fingerprint where fingerprint = :fingerprint order by member_id limit :most
                        """, UUID.class)
                .setParameter("fingerprint", fingerprint)
                .setParameter("most", MOST_SHARERS)
                .getResultList();
    }

    /** What comes late of an erased member is not kept again: its id stays for that. */
    void forget(UUID memberId) {
        entities.createNativeMutationQuery("""
                        insert into member_mail (member_id, domain, revision, erased) values (:member, null, 0, true)
                        on conflict (member_id) do update set domain = null, erased = true
                        """).setParameter("member", memberId).executeUpdate();
        entities.createNativeMutationQuery("delete from payout_fingerprint where member_id = :member")
                .setParameter("member", memberId)
                .executeUpdate();
        entities.createNativeMutationQuery("delete from partner_staff where member_id = :member")
                .setParameter("member", memberId)
                .executeUpdate();
    }
}
