package shop.pennywell.commission.claim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.claim.ClaimStep.Actor;
import shop.pennywell.commission.claim.ClaimStep.Kind;
import shop.pennywell.commission.transaction.ClaimedOrder;
import shop.pennywell.commission.transaction.ClaimedOrders;
import shop.pennywell.commission.transaction.HonourClaim;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;

/** Decides a claim, once: what a won one brings is booked in the same database transaction. */
@ApplicationScoped
class DecideClaim {
    private final ClaimRepository claims;
    private final ClaimHistory history;
    private final ClaimedOrders orders;
    private final HonourClaim honourClaim;
    private final ObjectMapper json;
    private final Clock clock;

    DecideClaim(
            ClaimRepository claims,
            ClaimHistory history,
            ClaimedOrders orders,
            HonourClaim honourClaim,
            ObjectMapper json,
            Clock clock) {
        this.claims = claims;
        this.history = history;
        this.orders = orders;
        this.honourClaim = honourClaim;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What staff or the store say.
     *
     * @param reason of a lost claim
     * @param message for the member; perhaps null
     * @param items the whole order as it should be; missing if the claimed value is enough
     */
    record Verdict(boolean won, Claim.Reason reason, String message, JsonNode items) {
        Verdict {
            items = items == null || items.isNull() ? MissingNode.getInstance() : items;
            require(won || reason != null, "/reason", "must be given for a claim that is lost");
            require(!won || reason == null, "/reason", "is of a claim that is lost only");
            require(items.isMissingNode() || items.isArray(), "/items", "must be an array");
            require(won || items.isMissingNode(), "/items", "are of a claim that is won only");
        }

        private static void require(boolean fine, String pointer, String reason) {
            if (!fine) {
                throw CommonProblem.INVALID_REQUEST.problem(null).with(List.of(new FieldError(pointer, reason)));
            }
        }
    }

    @Transactional
    Claim byStaff(UUID id, Actor staff, Verdict verdict) {
        Claim claim = claims.lock(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        claim.requireDecidable();
        return decide(claim, staff, verdict);
    }

    @Transactional
    Claim byPartner(UUID id, UUID partnerId, Actor partner, Verdict verdict) {
        Claim claim = claims.lock(id)
                .filter(found -> found.partnerId().equals(partnerId) && found.forwardedAt() != null)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        claim.requireWithStore();
        return decide(claim, partner, verdict);
    }

    private Claim decide(Claim claim, Actor by, Verdict verdict) {
        Claim.Status before = claim.status();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (verdict.won()) {
            claim.win(honour(claim, verdict.items()), now);
        } else {
            claim.lose(verdict.reason(), now);
        }
        history.append(claim, before, verdict.won() ? Kind.WON : Kind.LOST, by, verdict.message());
        return claim;
    }

    private UUID honour(Claim claim, JsonNode items) {
        String saidBy = "claim:" + claim.id();
        return switch (claim.type()) {
            case MISSING -> missing(claim, saidBy, items);
            case DECLINED -> honourClaim.declined(claim.transactionId(), won(claim, saidBy, items));
            case WRONG_AMOUNT -> honourClaim.wrongAmount(claim.transactionId(), won(claim, saidBy, items));
        };
    }

    private UUID missing(Claim claim, String saidBy, JsonNode items) {
        claims.lockOrder(claim);
        // The store may have reported it by itself meanwhile: then there is nothing left to do.
        Optional<ClaimedOrder> reported = orders.reported(claim.storeId(), claim.orderReference(), claim.memberId());
        if (reported.filter(order -> order.isOf(claim.memberId())).isPresent()) {
            return reported.get().transactionId();
        }
        if (reported.isPresent() || claims.wonByAnother(claim)) {
            throw CommissionProblem.ALREADY_TRACKED.problem("It is another member's.");
        }
        return honourClaim.missing(claim.partnerId(), claim.memberId(), saidBy, order(claim, items));
    }

    private HonourClaim.Won won(Claim claim, String saidBy, JsonNode items) {
        ObjectNode said = json.createObjectNode()
                .put("claimId", claim.id().toString())
                .put("type", claim.type().name())
                .set("orderValue", json.valueToTree(claim.orderValue()));
        if (items.isArray()) {
            said.set("items", items);
        }
        return new HonourClaim.Won(saidBy, claim.id(), claim.orderValue(), items, said);
    }

    /** As the store would have reported it. */
    private ObjectNode order(Claim claim, JsonNode items) {
        ObjectNode order = json.createObjectNode()
                .put("clickId", claim.clickId())
                .put("orderReference", claim.orderReference())
                .put("orderedAt", claim.orderedAt().toString())
                .put("currency", claim.orderValue().currencyCode());
        if (items.isArray()) {
            return order.set("items", items);
        }
        order.putArray("items")
                .addObject()
                .put("sku", "claim")
                .put("name", "As claimed")
                .put("quantity", 1)
                .put("amount", claim.orderValue().amount());
        return order;
    }
}
