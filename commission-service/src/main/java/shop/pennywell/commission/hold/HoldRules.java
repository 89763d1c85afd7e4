package shop.pennywell.commission.hold;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What speaks against paying an order's cashback at once. Each rule says so in a sentence that staff can check and that the member can be
 * answered by; none is a proof, which is why it holds and does not decline.
 */
final class HoldRules {
    private final Set<HoldRule> rules;
    private final Thresholds thresholds;

    HoldRules(Set<HoldRule> rules, Thresholds thresholds) {
        this.rules = Set.copyOf(rules);
        this.thresholds = thresholds;
    }

    /** @param habits how long the orders of its store take */
    List<Finding> judge(OrderFacts order, Lapse habits) {
        List<Finding> findings = new ArrayList<>();
        for (HoldRule rule : HoldRule.values()) {
            if (rules.contains(rule)) {
                Optional<Finding> found =
                        switch (rule) {
                            case VELOCITY -> velocity(order);
                            case LAPSE -> lapse(order, habits);
                            case SHARED_ACCOUNT -> sharedAccount(order);
                            case MAIL_DOMAIN -> mailDomain(order);
                            case PARTNER_STAFF -> partnerStaff(order);
                        };
                found.ifPresent(findings::add);
            }
        }
        return findings;
    }

    /** More orders in an hour or a day than people make. The first ones are free: only those beyond the limit are held. */
    private Optional<Finding> velocity(OrderFacts order) {
        if (order.ordersInHour() > thresholds.ordersPerHour()) {
            return velocity("an hour", order.ordersInHour(), thresholds.ordersPerHour());
        }
        if (order.ordersInDay() > thresholds.ordersPerDay()) {
            return velocity("a day", order.ordersInDay(), thresholds.ordersPerDay());
        }
        return Optional.empty();
    }

    private static Optional<Finding> velocity(String within, int orders, int usual) {
        return found(
                HoldRule.VELOCITY,
                "The member made at least %d orders within %s, up to this one; %d are usual at most."
                        .formatted(orders, within, usual),
                Map.of("orders", orders, "usual", usual, "within", within));
    }

    /**
     * Faster than anybody shops, unless the store's orders are like that (its clock is behind, or it sells in one step); or slower than almost
     * every other order of the store.
     */
    private Optional<Finding> lapse(OrderFacts order, Lapse habits) {
        if (order.lapse() == null) {
            return Optional.empty();
        }
        boolean known = habits.total() >= thresholds.sample();
        Map<String, Object> figures =
                Map.of("lapseSeconds", order.lapse().toSeconds(), "ordersOfStore", habits.total());
        if (order.lapse().compareTo(thresholds.fastest()) < 0
                && !(known && habits.asFast(order.lapse()) >= thresholds.usual())) {
            return found(
                    HoldRule.LAPSE,
                    "Ordered %s after the click; nobody is expected to take less than %s."
                            .formatted(words(order.lapse()), words(thresholds.fastest())),
                    figures);
        }
        if (known && habits.asSlow(order.lapse()) < thresholds.rare()) {
            return found(
                    HoldRule.LAPSE,
                    String.format(
                            Locale.ROOT,
                            "Ordered %s after the click; of the %d orders of this store known before, fewer than %s %% took as long.",
                            words(order.lapse()),
                            habits.total(),
                            percent(thresholds.rare())),
                    figures);
        }
        return Optional.empty();
    }

    private Optional<Finding> sharedAccount(OrderFacts order) {
        int members = order.accountSharersCount() + 1;
        if (members <= thresholds.membersPerAccount()) {
            return Optional.empty();
        }
        return found(
                HoldRule.SHARED_ACCOUNT,
                order.accountSharersCount() == 1
                        ? "One other member gave the same bank account."
                        : "%d other members gave the same bank account.".formatted(order.accountSharersCount()),
                Map.of("members", members, "otherMembers", order.accountSharers()));
    }

    private static Optional<Finding> mailDomain(OrderFacts order) {
        return Optional.ofNullable(order.disposableDomain())
                .map(domain -> new Finding(
                        HoldRule.MAIL_DOMAIN,
                        "The member's mail address is from %s, which gives out disposable addresses.".formatted(domain),
                        Map.of("domain", domain)));
    }

    private static Optional<Finding> partnerStaff(OrderFacts order) {
        OrderFacts.StaffEntry entry = order.staffEntry();
        if (entry == null) {
            return Optional.empty();
        }
        String listedBy = entry.listedBy().equals("PARTNER") ? "the partner" : "our staff";
        return entry.mailDomain() == null
                ? found(
                        HoldRule.PARTNER_STAFF,
                        "The member works for the partner of this store, says %s.".formatted(listedBy),
                        Map.of("listedBy", entry.listedBy()))
                : found(
                        HoldRule.PARTNER_STAFF,
                        "The member's mail address is from %s, where the partner's own people have theirs, says %s."
                                .formatted(entry.mailDomain(), listedBy),
                        Map.of("domain", entry.mailDomain(), "listedBy", entry.listedBy()));
    }

    private static Optional<Finding> found(HoldRule rule, String evidence, Map<String, Object> figures) {
        return Optional.of(new Finding(rule, evidence, figures));
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    private static String words(Duration lapse) {
        if (lapse.toDays() > 1) {
            return lapse.toDays() + " days";
        }
        if (lapse.toHours() > 1) {
            return lapse.toHours() + " hours";
        }
        return lapse.toMinutes() > 1 ? lapse.toMinutes() + " minutes" : Math.max(0, lapse.toSeconds()) + " s";
    }
}
