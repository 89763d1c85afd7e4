package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.commission.click.Click;
import shop.pennywell.commission.click.ClickRepository;
import shop.pennywell.commission.partner.PartnerRepository;
import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.commission.transaction.NetworkSale.Verdict;
import shop.pennywell.commission.transaction.ReportOrders.OrderConfig;
import shop.pennywell.commission.transaction.TransactionHistory.Revised;

/**
 * Brings a transaction to where the affiliate network that pays us for it says it is now, from wherever it is, through the same guarded
 * transitions that everybody uses: so it does not matter which of the network's states we saw on the way. A network order is on no statement;
 * the network's word that it has paid makes it PAID.
 */
@ApplicationScoped
public class FollowNetwork {
    private final ClickRepository clicks;
    private final StoreRepository stores;
    private final PartnerRepository partners;
    private final TransactionRepository transactions;
    private final FallWithOrder fallWithOrder;
    private final TransactionHistory history;
    private final Clearance clearance;
    private final OrderConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    FollowNetwork(
            ClickRepository clicks,
            StoreRepository stores,
            PartnerRepository partners,
            TransactionRepository transactions,
            FallWithOrder fallWithOrder,
            TransactionHistory history,
            Clearance clearance,
            OrderConfig config,
            ObjectMapper json,
            Clock clock) {
        this.clicks = clicks;
        this.stores = stores;
        this.partners = partners;
        this.transactions = transactions;
        this.fallWithOrder = fallWithOrder;
        this.history = history;
        this.clearance = clearance;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What became of it.
     *
     * @param transactionId null if there is none
     * @param code why nothing changed, for machines; null if the transaction is as the network says
     */
    public record Followed(UUID transactionId, String orderReference, String code, String detail) {}

    /**
     * @param known the transaction of this order from an earlier time; null for the first
     * @param payload what was said, for the transaction's history
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Followed follow(UUID known, NetworkSale sale, String saidBy, JsonNode payload) {
        List<Revised> revised = new ArrayList<>();
        Step step = (transaction, change) -> revised.add(Revised.of(transaction, change, saidBy, payload));
        Transaction transaction = null;
        try {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            if (known == null) {
                transaction = first(sale, now);
                step.made(transaction, Change.REPORTED);
            } else {
                transaction = transactions.findById(known, LockModeType.PESSIMISTIC_WRITE);
                requireFollowable(transaction, sale);
            }
            if (sale.verdict() == Verdict.APPROVED || sale.verdict() == Verdict.PAID) {
                revised.addAll(clearance.check(List.of(transaction)));
            }
            move(transaction, sale, step, now);
        } catch (Refusal refusal) {
            return refused(transaction, refusal.code(), refusal.getMessage());
        }
        history.append(revised);
        return new Followed(transaction.id(), transaction.orderReference(), null, null);
    }

    /** Called after each transition. */
    private interface Step {
        void made(Transaction transaction, Change change);
    }

    private static Followed refused(Transaction transaction, String code, String detail) {
        return new Followed(
                transaction == null ? null : transaction.id(),
                transaction == null ? null : transaction.orderReference(),
                code,
                detail);
    }

    /** Before anything changes, so that what is refused leaves nothing half done. */
    private static void requireFollowable(Transaction transaction, NetworkSale sale) {
        if (transaction.settledBy() != SettledBy.NETWORK) {
            throw new Refusal("state-forbids", "the transaction is settled by our statement");
        }
        if (sale.verdict() != Verdict.DECLINED) {
            requireCurrency(sale, transaction.orderValue().currencyCode());
        }
        if (transaction.payability().isRefused() && sale.verdict() != Verdict.DECLINED) {
            throw new Refusal("declined-by-staff", "staff declined what was held of this order");
        }
        boolean takenBack = sale.verdict() == Verdict.PENDING || sale.verdict() == Verdict.APPROVED;
        if (transaction.status() == Status.PAID && takenBack) {
            throw new Refusal(
                    "payment-withdrawn", "the network had paid this order and says now that it is " + sale.verdict());
        }
    }

    private void move(Transaction transaction, NetworkSale sale, Step step, Instant now) {
        if (sale.verdict() == Verdict.DECLINED) {
            decline(transaction, sale, step, now);
            return;
        }
        Status before = transaction.status();
        if (before == Status.DECLINED || before == Status.CLAWED_BACK) {
            transaction.reopen(now);
            step.made(transaction, Change.REINSTATED);
        } else if (before == Status.APPROVED && sale.verdict() == Verdict.PENDING) {
            transaction.reopen(now);
            step.made(transaction, Change.AMENDED);
        }
        if (transaction.restate(TransactionItem.paid(sale.parts(), receipt(transaction)), sale.reason(), now)) {
            step.made(transaction, Change.AMENDED);
        }
        if (transaction.status() == Status.PENDING && sale.verdict() != Verdict.PENDING) {
            transaction.approve(partners.findById(transaction.partnerId()).settlement(), now);
            step.made(transaction, Change.APPROVED);
        }
        if (transaction.status() == Status.APPROVED && sale.verdict() == Verdict.PAID) {
            transaction.paid(now);
            step.made(transaction, Change.PAID);
        }
    }

    private void decline(Transaction transaction, NetworkSale sale, Step step, Instant now) {
        Reason why = sale.reason() == null ? Reason.OTHER : sale.reason();
        switch (transaction.status()) {
            case PENDING -> {
                transaction.decline(why, now);
                step.made(transaction, Change.DECLINED);
            }
            case APPROVED, PAID -> {
                transaction.clawBack(why, now);
                step.made(transaction, Change.CLAWED_BACK);
                fallWithOrder
                        .beside(Map.of(transaction.id(), why), now)
                        .forEach(fallen -> step.made(fallen.transaction(), fallen.change()));
            }
            case DECLINED, CLAWED_BACK -> {
                // It earns nothing already.
            }
        }
    }

    private Transaction first(NetworkSale sale, Instant now) {
        if (sale.clickId() == null) {
            throw new Refusal("click-missing", "the network gave no click id back");
        }
        Click click = Click.isId(sale.clickId()) ? clicks.find(sale.clickId()).orElse(null) : null;
        if (click == null) {
            throw new Refusal("click-unknown", "no such click, or it is too long ago");
        }
        if (!click.partnerId().equals(sale.partnerId()) || !click.storeId().equals(sale.storeId())) {
            throw new Refusal("click-of-another-store", "the click went to the store " + click.storeSlug());
        }
        requireCurrency(sale, click.receipt().currency());
        if (sale.orderedAt().isBefore(click.clickedAt().minus(config.clockSkew()))) {
            throw new Refusal("ordered-before-click", "the click was at " + click.clickedAt());
        }
        if (sale.orderedAt().isAfter(click.clickedAt().plus(config.window()))) {
            throw new Refusal(
                    "window-passed", "an order counts for " + config.window().toDays() + " days after its click");
        }
        var store = stores.findById(click.storeId());
        for (String reference : sale.references()) {
            Transaction wanted = new Transaction(click, store, sale, reference, write(click.receipt()), now);
            if (!transactions.addNew(List.of(wanted)).isEmpty()) {
                // Read back, because it was written past the session that is to see it change.
                return transactions.findById(wanted.id(), LockModeType.PESSIMISTIC_WRITE);
            }
            Optional<Transaction> other = transactions.ofStore(click.storeId(), reference);
            if (other.filter(order -> order.settledBy() == SettledBy.NETWORK).isEmpty()) {
                throw new Refusal(
                        "order-reported-otherwise", "the store has reported the order " + reference + " itself");
            }
        }
        throw new Refusal("order-reported-otherwise", "all of " + sale.references() + " are other orders already");
    }

    private static void requireCurrency(NetworkSale sale, String currency) {
        if (!sale.currency().equals(currency)) {
            throw new Refusal("currency-mismatch", "the store sells in " + currency);
        }
    }

    private RateReceipt receipt(Transaction transaction) {
        try {
            return json.readValue(transaction.receiptJson(), RateReceipt.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the receipt of transaction " + transaction.id(), broken);
        }
    }

    private String write(RateReceipt receipt) {
        try {
            return json.writeValueAsString(receipt);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
