package shop.pennywell.portal.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** A store on the wire. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoreResponse(
        UUID id,
        String slug,
        String name,
        String description,
        String logoUrl,
        List<String> categories,
        List<String> markets,
        RateResponse bestRate,
        int daysToConfirm,
        String currency,
        String clickUrl,
        List<RateResponse> rates) {

    /** In a list: with its best rate only. */
    public static StoreResponse brief(StoreOffer offer) {
        return of(offer, null);
    }

    /** On its own: with every rate. */
    static StoreResponse full(StoreOffer offer) {
        return of(offer, offer.rates().stream().map(RateResponse::of).toList());
    }

    private static StoreResponse of(StoreOffer offer, List<RateResponse> rates) {
        Store store = offer.store();
        return new StoreResponse(
                store.id(),
                store.slug(),
                store.name(),
                store.description(),
                store.logoUrl(),
                store.categories(),
                store.markets(),
                offer.best().map(RateResponse::of).orElse(null),
                store.daysToConfirm(),
                store.currency(),
                "/go/" + store.slug(),
                rates);
    }

    /**
     * The member's share of a rate: percent with at most two decimals, or an amount in {@code currency}.
     *
     * @param baseValue what it would be without campaign and tier; absent where they make no difference
     * @param capPerOrder the most that the member gets for the group of one order
     * @param minimumOrder what the whole order must come to
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RateResponse(
            String group,
            String name,
            MemberRate.Type type,
            String value,
            String baseValue,
            String currency,
            MemberRate.Campaign campaign,
            Money capPerOrder,
            Money minimumOrder,
            String market,
            Instant validTo) {

        static RateResponse of(MemberRate rate) {
            return new RateResponse(
                    rate.group(),
                    rate.label(),
                    rate.type(),
                    value(rate.percent(), rate.fixed()),
                    rate.isRaised() ? value(rate.basePercent(), rate.baseFixed()) : null,
                    rate.fixed() == null ? null : rate.fixed().currencyCode(),
                    rate.campaign(),
                    rate.cap(),
                    rate.minimumOrder(),
                    rate.market(),
                    rate.validTo());
        }

        private static String value(BigDecimal percent, Money fixed) {
            return fixed == null ? percent.stripTrailingZeros().toPlainString() : fixed.amount();
        }
    }
}
