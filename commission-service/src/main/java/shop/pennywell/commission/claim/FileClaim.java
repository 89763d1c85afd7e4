package shop.pennywell.commission.claim;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.claim.Claim.Subject;
import shop.pennywell.commission.claim.ClaimStep.Actor;
import shop.pennywell.commission.claim.ClaimStep.Kind;
import shop.pennywell.commission.click.Click;
import shop.pennywell.commission.click.ClickRepository;
import shop.pennywell.commission.rate.Earnings;
import shop.pennywell.commission.store.Store;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.commission.transaction.ClaimedOrder;
import shop.pennywell.commission.transaction.ClaimedOrders;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;

/**
 * Takes a member's claim in. One that comes too early is put on ice and thaws by itself; one that comes too late, or about
 * something that was claimed before, is refused.
 */
@ApplicationScoped
class FileClaim {
    /** How far a store's and a member's clocks may be off. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private static final Duration A_DAY = Duration.ofDays(1);

    private final ClaimRepository claims;
    private final ClaimHistory history;
    private final ClickRepository clicks;
    private final StoreRepository stores;
    private final ClaimedOrders orders;
    private final ClaimConfig config;
    private final Clock clock;

    FileClaim(
            ClaimRepository claims,
            ClaimHistory history,
            ClickRepository clicks,
            StoreRepository stores,
            ClaimedOrders orders,
            ClaimConfig config,
            Clock clock) {
        this.claims = claims;
        this.history = history;
        this.clicks = clicks;
        this.stores = stores;
        this.orders = orders;
        this.config = config;
        this.clock = clock;
    }

    @Transactional
    Claim file(UUID memberId, ClaimRequest said) {
        said.requireComplete();
        claims.lockMember(memberId);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Claim claim =
                switch (said.type()) {
                    case MISSING -> missing(memberId, said, today, now);
                    case WRONG_AMOUNT, DECLINED -> aboutOrder(memberId, said, today, now);
                };
        if (claims.open(memberId) >= config.openAtOnce()) {
            throw CommissionProblem.TOO_MANY_CLAIMS.problem(
                    "At most " + config.openAtOnce() + " at a time: wait for one to be decided.");
        }
        if (claims.filedSince(memberId, now.minus(A_DAY)) >= config.filedWithinADay()) {
            throw CommissionProblem.TOO_MANY_CLAIMS.problem(
                    "At most " + config.filedWithinADay() + " within 24 hours: go on tomorrow.");
        }
        claims.persist(claim);
        history.append(claim, null, Kind.FILED, Actor.member(memberId), null);
        return claim;
    }

    private Claim missing(UUID memberId, ClaimRequest said, LocalDate today, Instant now) {
        Click click = Optional.of(said.clickId().toUpperCase(Locale.ROOT))
                .filter(Click::isId)
                .flatMap(clicks::find)
                .filter(found -> found.memberId().equals(memberId))
                .orElseThrow(() -> CommissionProblem.CLICK_UNKNOWN.problem(null));
        requireWorth(said.orderValue(), click.receipt().currency());
        if (said.orderedAt().isAfter(now.plus(CLOCK_SKEW))) {
            throw invalid("/orderedAt", "is in the future");
        }
        if (said.orderedAt().isBefore(click.clickedAt().minus(CLOCK_SKEW))) {
            throw CommissionProblem.ORDERED_BEFORE_CLICK.problem("The click was at " + click.clickedAt() + ".");
        }
        ClaimWindow window = inTime(ClaimWindow.ofClick(click.clickedAt(), stores.findById(click.storeId())), today);
        orders.reported(click.storeId(), said.orderReference(), memberId).ifPresent(order -> {
            throw CommissionProblem.ALREADY_TRACKED.problem(
                    order.isOf(memberId)
                            ? "It is among your cashback."
                            : "It was reported for a click of somebody else.");
        });
        if (claims.knowsMissing(memberId, click.storeId(), said.orderReference())) {
            throw CommissionProblem.CLAIM_EXISTS.problem(null);
        }
        Subject subject = new Subject(
                memberId,
                click.storeId(),
                click.partnerId(),
                click.storeSlug(),
                click.storeName(),
                click.id(),
                null,
                said.orderReference(),
                said.orderedAt().truncatedTo(ChronoUnit.MICROS),
                said.orderValue());
        return new Claim(Claim.Type.MISSING, subject, said.note(), window, today, now);
    }

    private Claim aboutOrder(UUID memberId, ClaimRequest said, LocalDate today, Instant now) {
        ClaimedOrder order = orders.find(said.transactionId())
                .filter(found -> found.isOf(memberId))
                .orElseThrow(() -> CommissionProblem.TRANSACTION_UNKNOWN.problem(null));
        Money value = said.orderValue() == null ? order.orderValue() : said.orderValue();
        requireWorth(value, order.orderValue().currencyCode());
        if (said.orderReference() != null && !said.orderReference().equals(order.orderReference())) {
            throw invalid("/orderReference", "is not that of the transaction");
        }
        if (order.isDeclined() != (said.type() == Claim.Type.DECLINED)) {
            throw CommissionProblem.TRANSACTION_STATE.problem(
                    order.isDeclined() ? "The order is declined: claim that first." : "The order is not declined.");
        }
        Store store = stores.findById(order.storeId());
        ClaimWindow window = inTime(ClaimWindow.ofOrder(order, store), today);
        if (claims.knows(order.transactionId(), said.type())) {
            throw CommissionProblem.CLAIM_EXISTS.problem(null);
        }
        Subject subject = new Subject(
                memberId,
                order.storeId(),
                order.partnerId(),
                store.slug(),
                store.name(),
                order.clickId(),
                order.transactionId(),
                order.orderReference(),
                order.orderedAt(),
                value);
        return new Claim(said.type(), subject, said.note(), window, today, now);
    }

    private static ClaimWindow inTime(ClaimWindow window, LocalDate today) {
        if (window.isTooLate(today)) {
            throw CommissionProblem.CLAIM_TOO_LATE.problem("The last day was " + window.closesOn() + ".");
        }
        return window;
    }

    private static void requireWorth(Money value, String currency) {
        if (!value.currencyCode().equals(currency)) {
            throw CommissionProblem.CURRENCY_MISMATCH.problem("The store sells in " + currency + ".");
        }
        if (!value.isPositive() || value.minor() > Earnings.MAX_ORDER_MINOR) {
            throw CommissionProblem.AMOUNT_INVALID.problem(null);
        }
    }

    private static RuntimeException invalid(String pointer, String reason) {
        return CommonProblem.INVALID_REQUEST.problem(null).with(List.of(new FieldError(pointer, reason)));
    }
}
