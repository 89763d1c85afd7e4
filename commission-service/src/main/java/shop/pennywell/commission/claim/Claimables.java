package shop.pennywell.commission.claim;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.pennywell.commission.click.Click;
import shop.pennywell.commission.click.ClickRepository;
import shop.pennywell.commission.store.Store;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.commission.transaction.ClaimedOrder;
import shop.pennywell.commission.transaction.ClaimedOrders;
import shop.pennywell.commission.transaction.Status;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.page.Page;

/** What a claim starts from: a member's own clicks with all that has come of them, or one order. */
@ApplicationScoped
class Claimables {
    private final ClickRepository clicks;
    private final StoreRepository stores;
    private final ClaimedOrders orders;
    private final ClaimRepository claims;
    private final Clock clock;

    Claimables(
            ClickRepository clicks, StoreRepository stores, ClaimedOrders orders, ClaimRepository claims, Clock clock) {
        this.clicks = clicks;
        this.stores = stores;
        this.orders = orders;
        this.claims = claims;
        this.clock = clock;
    }

    /**
     * @param currency of the store, in which the claimed order value is
     * @param opensOn from when on (UTC) a claim is looked at; one that comes earlier waits on ice
     * @param closesOn the last day (UTC) on which one is taken
     * @param orders that the store has reported from this click
     * @param claims about this click that stand
     */
    record ClickedResponse(
            String clickId,
            ClaimResponse.ClaimedStore store,
            String currency,
            Instant clickedAt,
            LocalDate opensOn,
            LocalDate closesOn,
            List<OrderResponse> orders,
            List<ClaimedResponse> claims) {}

    record OrderResponse(
            UUID transactionId, String orderReference, Instant orderedAt, Money orderValue, Status status) {
        static OrderResponse of(ClaimedOrder order) {
            return new OrderResponse(
                    order.transactionId(),
                    order.orderReference(),
                    order.orderedAt(),
                    order.orderValue(),
                    order.status());
        }
    }

    /**
     * @param type of the claim that can be made about it
     * @param opensOn from when on (UTC) a claim is looked at; one that comes earlier waits on ice
     * @param closesOn the last day (UTC) on which one is taken
     * @param claims about it that stand
     */
    record ReportedResponse(
            ClaimResponse.ClaimedStore store,
            OrderResponse order,
            Claim.Type type,
            LocalDate opensOn,
            LocalDate closesOn,
            List<ClaimedResponse> claims) {}

    record ClaimedResponse(UUID claimId, Claim.Type type, Claim.Status status, String orderReference) {
        static ClaimedResponse of(Claim claim) {
            return new ClaimedResponse(claim.id(), claim.type(), claim.status(), claim.orderReference());
        }
    }

    /** Newest first; those that no claim is taken about any more are left out. */
    @Transactional
    Page<ClickedResponse> page(UUID memberId, String before, int limit) {
        Instant now = clock.instant();
        Instant oldest = now.minus(Duration.ofDays(Store.LONGEST_CLAIM_DAYS + 1L));
        List<Click> found = clicks.ofMember(memberId, before, limit + 1);
        List<Click> recent = found.stream()
                .filter(click -> click.clickedAt().isAfter(oldest))
                .toList();
        Page<Click> page = Page.of(recent, limit, Function.identity(), Click::id);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        List<ClickedResponse> items = described(memberId, page.items()).stream()
                .filter(click -> !click.closesOn().isBefore(today))
                .toList();
        return new Page<>(items, page.next());
    }

    /** A click of this member's. */
    @Transactional
    Optional<ClickedResponse> click(UUID memberId, String clickId) {
        return Optional.of(clickId)
                .filter(Click::isId)
                .flatMap(clicks::find)
                .filter(click -> click.memberId().equals(memberId))
                .map(click -> described(memberId, List.of(click)).get(0));
    }

    /** An order of this member's. */
    @Transactional
    Optional<ReportedResponse> order(UUID memberId, UUID transactionId) {
        return orders.find(transactionId).filter(order -> order.isOf(memberId)).map(order -> {
            Store store = stores.findById(order.storeId());
            ClaimWindow window = ClaimWindow.ofOrder(order, store);
            return new ReportedResponse(
                    new ClaimResponse.ClaimedStore(store.slug(), store.name()),
                    OrderResponse.of(order),
                    order.isDeclined() ? Claim.Type.DECLINED : Claim.Type.WRONG_AMOUNT,
                    window.opensOn(),
                    window.closesOn(),
                    claims.about(transactionId).stream()
                            .map(ClaimedResponse::of)
                            .toList());
        });
    }

    private List<ClickedResponse> described(UUID memberId, List<Click> some) {
        if (some.isEmpty()) {
            return List.of();
        }
        List<String> ids = some.stream().map(Click::id).toList();
        Set<UUID> storeIds = some.stream().map(Click::storeId).collect(Collectors.toSet());
        Map<UUID, Store> byId =
                stores.list("id in ?1", storeIds).stream().collect(Collectors.toMap(Store::id, Function.identity()));
        Map<String, List<ClaimedOrder>> reported =
                orders.ofClicks(memberId, ids).stream().collect(Collectors.groupingBy(ClaimedOrder::clickId));
        Map<String, List<Claim>> claimed =
                claims.ofClicks(memberId, ids).stream().collect(Collectors.groupingBy(Claim::clickId));
        return some.stream()
                .map(click -> of(click, byId.get(click.storeId()), reported, claimed))
                .toList();
    }

    private static ClickedResponse of(
            Click click, Store store, Map<String, List<ClaimedOrder>> reported, Map<String, List<Claim>> claimed) {
        ClaimWindow window = ClaimWindow.ofClick(click.clickedAt(), store);
        return new ClickedResponse(
                click.id(),
                new ClaimResponse.ClaimedStore(store.slug(), store.name()),
                click.receipt().currency(),
                click.clickedAt(),
                window.opensOn(),
                window.closesOn(),
                reported.getOrDefault(click.id(), List.of()).stream()
                        .map(OrderResponse::of)
                        .toList(),
                claimed.getOrDefault(click.id(), List.of()).stream()
                        .map(ClaimedResponse::of)
                        .toList());
    }
}
