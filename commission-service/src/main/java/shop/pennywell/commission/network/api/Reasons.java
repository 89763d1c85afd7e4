package shop.pennywell.commission.network.api;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import shop.pennywell.commission.transaction.Reason;

/** Reasons that networks let advertisers write in their own words. The words are kept; what is not recognised is {@code OTHER}. */
final class Reasons {
    private static final Map<Pattern, Reason> WORDS = new LinkedHashMap<>();

    static {
        say("test", Reason.TEST_ORDER);
        say("duplicate", Reason.DUPLICATE_ORDER);
        say("fraud|suspicious|chargeback", Reason.FRAUD);
        say("voucher|coupon|promo(tion)? ?code|discount code", Reason.VOUCHER_NOT_ALLOWED);
        say("return|refund", Reason.RETURNED);
        say("cancel", Reason.CANCELLED);
        say("stock|not (been )?(fulfilled|delivered|shipped)|unable to ship", Reason.OUT_OF_STOCK);
        say(
                "another (publisher|partner|affiliate|channel|source)|other source|de-?dup|last click|attribut",
                Reason.OTHER_SOURCE);
        say("exclud|not commissionable|non-commissionable", Reason.EXCLUDED_ITEM);
        say("terms|condition|policy|breach", Reason.TERMS_NOT_MET);
        say(
                "credit check|invalid (customer|credit|data|lead)|failed payment|payment failed",
                Reason.INVALID_CUSTOMER_DATA);
    }

    private Reasons() {}

    /** @return null for no words */
    static Reason of(String words) {
        if (words == null) {
            return null;
        }
        String small = words.toLowerCase(Locale.ROOT);
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(small).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Reason.OTHER);
    }

    private static void say(String words, Reason reason) {
        WORDS.put(Pattern.compile("\\b(" + words + ")"), reason);
    }
}
