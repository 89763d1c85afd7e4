package shop.pennywell.portal.store;

import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import shop.pennywell.defaults.money.Money;

/**
 * What a member gets at a store in one commission group, now: a row of {@code member_terms}.
 *
 * @param market null: every market
 * @param percent of a PERCENT rate, with at most two decimals
 * @param fixed of a FIXED rate, per order
 * @param basePercent without campaign and tier; null where they make no difference
 * @param baseFixed the same of a FIXED rate
 * @param campaign that raised it; null without one
 * @param raisedByTier whether the member's tier did, alone or on top of the campaign
 * @param cap the most that the member gets for this group of one order; null for no limit
 * @param minimumOrder what the whole order must come to; null for nothing
 * @param validTo exclusive; null: until further notice
 */
public record MemberRate(
        String group,
        String name,
        String market,
        Type type,
        BigDecimal percent,
        Money fixed,
        BigDecimal basePercent,
        Money baseFixed,
        Campaign campaign,
        boolean raisedByTier,
        Money cap,
        Money minimumOrder,
        Instant validTo) {

    /** The better for a member the larger: percentages before amounts, which only an order value could compare. */
    static final Comparator<MemberRate> BY_WORTH = Comparator.comparing(
                    MemberRate::percent, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(MemberRate::fixed, Comparator.nullsFirst(Comparator.comparing(Money::minor)));

    /** What {@link #of} reads, from {@code member_terms} as {@code t}. */
    static final String COLUMNS = """
            t.commission_group, t.name, t.market, t.type, t.currency, t.share > t.base_share as raised, t.tier_points > 0 as by_tier,
            member_percent(t.percent, t.share) as percent, member_percent(t.percent, t.base_share) as base_percent,
            member_minor(t.fixed_minor, t.share) as fixed, member_minor(t.fixed_minor, t.base_share) as base_fixed,
            member_minor(t.cap_minor, t.share) as cap, t.minimum_order_minor, t.campaign_name, t.campaign_valid_to, t.valid_to""";

    /** Percent of the order value, or an amount per order. */
    public enum Type {
        PERCENT,
        FIXED
    }

    /** A time in which members get more. */
    public record Campaign(String name, Instant validTo) {

        /** Of {@code campaign_name} and {@code campaign_valid_to}; null without one. */
        public static Campaign of(Tuple row) {
            String name = row.get("campaign_name", String.class);
            return name == null ? null : new Campaign(name, row.get("campaign_valid_to", Instant.class));
        }
    }

    static MemberRate of(Tuple row) {
        boolean raised = row.get("raised", Boolean.class);
        return new MemberRate(
                row.get("commission_group", String.class),
                row.get("name", String.class),
                row.get("market", String.class),
                Type.valueOf(row.get("type", String.class)),
                row.get("percent", BigDecimal.class),
                money(row, "fixed"),
                raised ? row.get("base_percent", BigDecimal.class) : null,
                raised ? money(row, "base_fixed") : null,
                Campaign.of(row),
                row.get("by_tier", Boolean.class),
                money(row, "cap"),
                money(row, "minimum_order_minor"),
                row.get("valid_to", Instant.class));
    }

    private static Money money(Tuple row, String column) {
        Long minor = row.get(column, Long.class);
        return minor == null ? null : Money.of(minor, row.get("currency", String.class));
    }

    /** What to call the group: the store's own name for it, or one made of the group. */
    public String label() {
        if (name != null) {
            return name;
        }
        if (group.equals("DEFAULT")) {
            return "Everything else";
        }
        String words = group.replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    public boolean isRaised() {
        return basePercent != null || baseFixed != null;
    }
}
