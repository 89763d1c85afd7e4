package shop.pennywell.commission.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.partner.Partner;
import shop.pennywell.commission.partner.PartnerRepository;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.sql.Outbox;

/** Opens a store, or changes what is said about it, and tells the others. */
@ApplicationScoped
class DescribeStore {
    private final StoreRepository stores;
    private final PartnerRepository partners;
    private final Outbox outbox;
    private final Clock clock;

    DescribeStore(StoreRepository stores, PartnerRepository partners, Outbox outbox, Clock clock) {
        this.stores = stores;
        this.partners = partners;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    Store open(StoreRequest said) {
        Partner partner = partners.findByIdOptional(said.partnerId())
                .orElseThrow(() -> CommissionProblem.PARTNER_UNKNOWN.problem(null));
        if (stores.slugTaken(said.slug())) {
            throw CommissionProblem.SLUG_TAKEN.problem(null);
        }
        String currency = said.currency() == null ? partner.currency() : said.currency();
        check("/currency", () -> Money.zero(currency));
        if (!currency.equals(partner.currency())) {
            throw refused(
                    "/currency", "a store sells in the currency of its partner's statements, " + partner.currency());
        }
        Store store = new Store(partner.id(), said.slug(), currency, clock.instant());
        return told(store, said);
    }

    @Transactional
    Store change(UUID id, StoreRequest said) {
        Store store = stores.lock(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        if (!store.partnerId().equals(said.partnerId()) || !store.slug().equals(said.slug())) {
            throw refused("/slug", "the partner and the slug of a store stay");
        }
        if (said.currency() != null && !said.currency().equals(store.currency())) {
            throw refused("/currency", "the currency of a store stays");
        }
        return told(store, said);
    }

    private Store told(Store store, StoreRequest said) {
        List<StoreDomain> domains = said.domains().stream()
                .map(domain -> check("/domains", () -> StoreDomain.parse(domain)))
                .toList();
        LandingUrl landing = check("/landingUrl", () -> LandingUrl.parse(said.landingUrl()));
        if (!landing.isOn(domains)) {
            throw refused("/landingUrl", "is on none of the store's domains");
        }
        if (said.claimOpensAfterDaysOrUsual() >= said.claimClosesAfterDaysOrUsual()) {
            throw refused("/claimClosesAfterDays", "comes after claimOpensAfterDays");
        }
        checkWayIn(said);
        store.describe(said, domains);
        flushed(store);
        stores.touched();
        outbox.publish(StoreChanged.TYPE, store.id().toString(), StoreChanged.of(store));
        return store;
    }

    private static void checkWayIn(StoreRequest said) {
        NetworkLink link = said.link();
        if (link != null && link.network() == null) {
            throw invalid("/link/network", "a link is of a network");
        }
        if (link != null && !link.faults().isEmpty()) {
            throw CommissionProblem.STORE_INVALID
                    .problem("The link is none of " + link.network())
                    .with(link.faults().entrySet().stream()
                            .map(fault -> new FieldError("/link/" + fault.getKey(), fault.getValue()))
                            .toList());
        }
        String parameter = said.clickParameterOrTheNetworks();
        if (parameter == null) {
            throw invalid("/clickParameter", "is needed without a link");
        }
        if (link != null && !parameter.equals(link.clickParameter())) {
            throw refused("/clickParameter", link.network() + " takes click ids in " + link.clickParameter());
        }
    }

    /** Of two who take a slug at the same instant, each having found it free, the database lets one through. */
    private void flushed(Store store) {
        try {
            stores.persistAndFlush(store);
        } catch (ConstraintViolationException violated) {
            if (violated.getKind() == ConstraintViolationException.ConstraintKind.UNIQUE) {
                throw CommissionProblem.SLUG_TAKEN.problem(null);
            }
            throw violated;
        }
    }

    private static <T> T check(String pointer, Supplier<T> parsed) {
        try {
            return parsed.get();
        } catch (IllegalArgumentException reason) {
            throw refused(pointer, reason.getMessage());
        }
    }

    private static RuntimeException invalid(String pointer, String reason) {
        return CommonProblem.INVALID_REQUEST.problem(null).with(List.of(new FieldError(pointer, reason)));
    }

    private static RuntimeException refused(String pointer, String reason) {
        return CommissionProblem.STORE_INVALID.problem(reason).with(List.of(new FieldError(pointer, reason)));
    }
}
