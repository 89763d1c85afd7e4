package shop.pennywell.portal.store;

import java.util.List;
import java.util.Optional;

/** A store with the rates that count now, the best first. */
public record StoreOffer(Store store, List<Rate> rates) {

    public StoreOffer {
        rates = rates.stream().sorted(Rate.BY_WORTH.reversed()).toList();
    }

    public Optional<Rate> best() {
        return rates.stream().findFirst();
    }
}
