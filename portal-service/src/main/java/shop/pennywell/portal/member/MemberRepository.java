package shop.pennywell.portal.member;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class MemberRepository implements PanacheRepositoryBase<Member, UUID> {

    Optional<Member> byEmail(String email) {
        return find("email", email).firstResultOptional();
    }

    Optional<Member> byReferralCode(ReferralCode code) {
        return find("ownReferralCode", code.text()).firstResultOptional().filter(Member::isActive);
    }

    /** The row stays locked until the transaction ends: two changes at once come one after the other. */
    Optional<Member> toChange(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).filter(Member::isActive);
    }

    /** Newest first; ids are time-ordered. */
    List<Member> search(String text, UUID before, int limit) {
        StringBuilder query = new StringBuilder("1 = 1");
        Map<String, Object> parameters = new HashMap<>();
        if (text != null) {
            query.append(" and (email like :prefix escape '!' or lower(displayName) like :within escape '!')");
            parameters.put("prefix", escaped(text) + "%");
            parameters.put("within", "%" + escaped(text) + "%");
        }
        if (before != null) {
            query.append(" and id < :before");
            parameters.put("before", before);
        }
        return find(query + " order by id desc", parameters).page(0, limit).list();
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
