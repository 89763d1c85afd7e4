package shop.pennywell.portal.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

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

    /** The member's share of a rate: percent with at most two decimals, or an amount in {@code currency}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RateResponse(
            String group, String name, Rate.Type type, String value, String currency, String market, Instant validTo) {

        static RateResponse of(Rate rate) {
            boolean percent = rate.type() == Rate.Type.PERCENT;
            return new RateResponse(
                    rate.group(),
                    rate.label(),
                    rate.type(),
                    percent
                            ? rate.memberPercent().stripTrailingZeros().toPlainString()
                            : rate.memberFixed().amount(),
                    percent ? null : rate.memberFixed().currencyCode(),
                    rate.market(),
                    rate.validTo());
        }
    }
}
