package shop.pennywell.commission.click;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.rate.RateType;
import shop.pennywell.commission.rate.Term;
import shop.pennywell.defaults.money.Money;

/**
 * What a member was promised for one commission group, as figures and in plain words.
 *
 * @param value the member's own share: a percentage with at most two decimals, never more than is due, or an amount per order
 * @param baseValue what it would be without campaign and tier; null if they make no difference
 * @param campaign that raised it
 * @param capPerOrder the most that the member gets for this group of one order
 * @param minimumOrder what the whole order must come to
 */
record TermResponse(
        String group,
        String name,
        RateType type,
        String value,
        String baseValue,
        String currency,
        CampaignResponse campaign,
        Money capPerOrder,
        Money minimumOrder,
        String text) {

    /** As shoppers see it, with its last moment. */
    record CampaignResponse(String name, Instant validTo) {}

    static TermResponse of(Term term, RateReceipt receipt) {
        String currency = receipt.currency();
        boolean fixed = term.type() == RateType.FIXED;
        String value = value(term, currency);
        Optional<CampaignResponse> campaign =
                receipt.campaign(term).map(found -> new CampaignResponse(found.name(), found.validTo()));
        String base = campaign.isPresent() || term.isRaisedByTier() ? value(term.base(), currency) : null;
        Money cap = money(term.memberCap(), currency);
        Money minimum = money(term.minimumOrderMinor(), currency);
        return new TermResponse(
                term.group(),
                term.name(),
                term.type(),
                value,
                base,
                fixed ? currency : null,
                campaign.orElse(null),
                cap,
                minimum,
                words(term, value, currency, cap, minimum) + otherwise(term, receipt, base, campaign));
    }

    private static String value(Term term, String currency) {
        return term.type() == RateType.FIXED
                ? Money.of(term.memberCashback(), currency).amount()
                : term.memberPercent().stripTrailingZeros().toPlainString();
    }

    /** Thanks to what it is so much. */
    private static String otherwise(Term term, RateReceipt receipt, String base, Optional<CampaignResponse> campaign) {
        if (base == null) {
            return "";
        }
        List<String> thanks = new ArrayList<>();
        campaign.ifPresent(found -> thanks.add("\u201c" + found.name() + "\u201d"));
        if (term.isRaisedByTier()) {
            thanks.add("your " + receipt.tier() + " membership");
        }
        String unit = term.type() == RateType.FIXED ? receipt.currency() : "%";
        return "; thanks to " + String.join(" and ", thanks) + ", instead of " + base + " " + unit;
    }

    private static String words(Term term, String value, String currency, Money cap, Money minimum) {
        String words = term.type() == RateType.FIXED
                ? value + " " + currency + " for an order with " + goods(term)
                : value + " % of what you spend on " + goods(term);
        if (cap != null) {
            words += ", at most " + cap + " an order";
        }
        if (minimum != null) {
            return words + ", if the whole order comes to " + minimum + " or more";
        }
        return term.type() == RateType.FIXED ? words + ", whatever its value" : words;
    }

    private static String goods(Term term) {
        if (term.name() != null) {
            return term.name();
        }
        return term.group().equals(RateReceipt.DEFAULT_GROUP) ? "everything else" : term.group();
    }

    private static Money money(Long minor, String currency) {
        return minor == null ? null : Money.of(minor, currency);
    }
}
