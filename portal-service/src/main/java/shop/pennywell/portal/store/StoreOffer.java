package shop.pennywell.portal.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A store with the rates that count now, the best first. */
public record StoreOffer(Store store, List<MemberRate> rates) {

    public StoreOffer {
        rates = rates.stream().sorted(MemberRate.BY_WORTH.reversed()).toList();
    }

    /** The campaign of the best of the rates that one raises; null without any. */
    public MemberRate.Campaign campaign() {
        return rates.stream()
                .map(MemberRate::campaign)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    public Optional<MemberRate> best() {
        return rates.stream().findFirst();
    }
}
