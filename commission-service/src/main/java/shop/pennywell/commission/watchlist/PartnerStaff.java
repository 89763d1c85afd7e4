package shop.pennywell.commission.watchlist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import shop.pennywell.commission.partner.Partner;
import shop.pennywell.commission.partner.PartnerRepository;
import shop.pennywell.defaults.problem.CommonProblem;

/**
 * Who works for each partner. A partner and our staff each keep a list of their own, so that a partner cannot take off whom staff have put
 * there; orders from members of either are held.
 */
@ApplicationScoped
class PartnerStaff {
    private final Session entities;
    private final PartnerRepository partners;

    PartnerStaff(Session entities, PartnerRepository partners) {
        this.entities = entities;
        this.partners = partners;
    }

    enum ListedBy {
        PARTNER,
        STAFF
    }

    @Transactional
    StaffList of(UUID partnerId, ListedBy by) {
        requireKnown(partners.findByIdOptional(partnerId));
        List<Object[]> rows = entities.createNativeQuery("""
                        select mail_domain, member_id from partner_staff
                        where partner_id = :partner and listed_by = :by order by mail_domain, member_id
                        """, Object[].class)
                .setParameter("partner", partnerId)
                .setParameter("by", by.name())
                .getResultList();
        return new StaffList(
                rows.stream()
                        .map(row -> (String) row[0])
                        .filter(Objects::nonNull)
                        .toList(),
                rows.stream().map(row -> (UUID) row[1]).filter(Objects::nonNull).toList());
    }

    @Transactional
    StaffList replace(UUID partnerId, ListedBy by, StaffList said) {
        StaffList wanted = said.normalised();
        // Of two who replace the list at once the later one's is what stays.
        requireKnown(partners.lock(partnerId));
        entities.createNativeMutationQuery("delete from partner_staff where partner_id = :partner and listed_by = :by")
                .setParameter("partner", partnerId)
                .setParameter("by", by.name())
                .executeUpdate();
        entities.createNativeMutationQuery("""
                        insert into partner_staff (partner_id, listed_by, mail_domain, member_id)
                        select :partner, :by, domain, null from unnest(cast(:domains as text[])) as listed (domain)
                        union all
                        select :partner, :by, null, member from unnest(cast(:members as uuid[])) as listed (member)
                        """)
                .setParameter("partner", partnerId)
                .setParameter("by", by.name())
                .setParameter("domains", wanted.mailDomains().toArray(String[]::new))
                .setParameter("members", wanted.memberIds().toArray(UUID[]::new))
                .executeUpdate();
        return wanted;
    }

    private static void requireKnown(Optional<Partner> partner) {
        if (partner.isEmpty()) {
            throw CommonProblem.NOT_FOUND.problem(null);
        }
    }
}
