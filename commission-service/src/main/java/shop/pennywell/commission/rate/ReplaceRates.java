package shop.pennywell.commission.rate;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.store.Store;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.sql.Outbox;

/**
 * Replaces the set of a store's rates. A rate that stays as it was keeps its id; the others are closed, not deleted. Two rates of the same
 * group for the same market (or both for every market) may not hold at the same time, so that precedence never has to guess.
 */
@ApplicationScoped
class ReplaceRates {
    /** How far the clocks of two replicas may be apart: a rate "from now on" must have begun wherever the next click comes. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    /** A row of the table of clicks holds 400 KB; the rest is for the campaigns and the click itself. */
    private static final int MOST_RECEIPT_BYTES = 350_000;

    /** What a term takes in a receipt beside its group's code and name. */
    private static final int TERM_BYTES = 310;

    private final StoreRepository stores;
    private final RateRepository rates;
    private final Outbox outbox;
    private final Clock clock;

    ReplaceRates(StoreRepository stores, RateRepository rates, Outbox outbox, Clock clock) {
        this.stores = stores;
        this.rates = rates;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    RatesChanged replace(UUID storeId, RatesRequest request) {
        Store store = stores.lock(storeId).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Rate> gone = new ArrayList<>(rates.current(storeId));
        List<Rate> wanted = read(store, request, gone, now);
        refuseOverlaps(wanted);
        refuseMoreThanAReceiptHolds(wanted);
        List<Rate> added = new ArrayList<>();
        for (Rate rate : wanted) {
            if (!gone.removeIf(kept -> kept.saysTheSameAs(rate))) {
                added.add(rate);
            }
        }
        if (!gone.isEmpty() || !added.isEmpty()) {
            gone.forEach(rate -> rate.replacedAt(now));
            rates.persist(added);
            rates.flush();
            store.ratesReplaced();
            stores.touched();
            RatesChanged changed = RatesChanged.of(store, rates.current(storeId));
            outbox.publish(RatesChanged.TYPE, storeId.toString(), changed);
            return changed;
        }
        return RatesChanged.of(store, rates.current(storeId));
    }

    private static List<Rate> read(Store store, RatesRequest request, List<Rate> current, Instant now) {
        List<Rate> wanted = new ArrayList<>();
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < request.rates().size(); i++) {
            RateRequest said = request.rates().get(i);
            Instant from = said.validFrom() == null
                    ? now.minus(CLOCK_SKEW)
                    : said.validFrom().truncatedTo(ChronoUnit.MICROS);
            Instant to = said.validTo() == null ? null : said.validTo().truncatedTo(ChronoUnit.MICROS);
            try {
                if (to != null && !to.isAfter(from)) {
                    throw new IllegalArgumentException("ends before it begins");
                }
                Rate rate = new Rate(store.id(), said.term(store.currency()), from, to, now);
                wanted.add(said.validFrom() == null ? goingOn(rate, current, now) : rate);
            } catch (IllegalArgumentException reason) {
                errors.add(new FieldError("/rates/" + i, reason.getMessage()));
            }
        }
        if (!errors.isEmpty()) {
            throw CommissionProblem.RATE_INVALID.problem(null).with(errors);
        }
        return wanted;
    }

    /** What holds already and is said again without a beginning goes on as it is. */
    private static Rate goingOn(Rate rate, List<Rate> current, Instant now) {
        return current.stream()
                .filter(kept ->
                        kept.saysTheSameOnceBegun(rate) && !kept.validFrom().isAfter(now))
                .findFirst()
                .orElse(rate);
    }

    /** In order of group, market and start, any overlap at all shows between two neighbours. */
    private static void refuseOverlaps(List<Rate> wanted) {
        List<Integer> ordered = IntStream.range(0, wanted.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> holdsFor(wanted.get(i)))
                        .thenComparing(i -> wanted.get(i).validFrom()))
                .toList();
        for (int n = 1; n < ordered.size(); n++) {
            int first = ordered.get(n - 1);
            int second = ordered.get(n);
            Rate earlier = wanted.get(first);
            Rate later = wanted.get(second);
            boolean meet = earlier.validTo() == null || earlier.validTo().isAfter(later.validFrom());
            if (holdsFor(earlier).equals(holdsFor(later)) && meet) {
                throw CommissionProblem.RATES_OVERLAP
                        .problem(named(first, earlier) + " and " + named(second, later))
                        .with(List.of(
                                new FieldError("/rates/" + first, "overlaps with /rates/" + second),
                                new FieldError("/rates/" + second, "overlaps with /rates/" + first)));
            }
        }
    }

    /** A click keeps one term for each group in one row of its table, which has a size; better no such rates than no such clicks. */
    private static void refuseMoreThanAReceiptHolds(List<Rate> wanted) {
        int bytes = wanted.stream()
                .map(Rate::term)
                .collect(Collectors.toMap(Term::group, ReplaceRates::bytesInReceipt, Math::max))
                .values()
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
        if (bytes > MOST_RECEIPT_BYTES) {
            throw CommissionProblem.RATE_INVALID
                    .problem(
                            "There are too many groups, or their names are too long, for a click to keep all their terms.")
                    .with(List.of(new FieldError("/rates", "too large altogether")));
        }
    }

    private static int bytesInReceipt(Term term) {
        String name = term.name() == null ? "" : term.name();
        return TERM_BYTES
                + term.group().length()
                + JsonStringEncoder.getInstance().quoteAsUTF8(name).length;
    }

    private static String holdsFor(Rate rate) {
        Term term = rate.term();
        return term.group() + " in " + (term.market() == null ? "every market" : term.market());
    }

    private static String named(int index, Rate rate) {
        String until = rate.validTo() == null ? "on" : "to " + rate.validTo();
        return "rate " + index + " (" + holdsFor(rate) + ", from " + rate.validFrom() + " " + until + ")";
    }
}
