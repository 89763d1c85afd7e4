package shop.pennywell.commission.hold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.pennywell.commission.transaction.Clearance;
import shop.pennywell.commission.transaction.HeldTransactions;
import shop.pennywell.commission.transaction.Transaction;
import shop.pennywell.commission.transaction.TransactionHistory.Revised;

/** Looks at orders by the rules, a batch at a time, and holds back the cashback of those that they speak against. */
@ApplicationScoped
class CheckOrders implements Clearance {
    private static final String SAID_BY = "holds";

    private final UncheckedOrders unchecked;
    private final Facts facts;
    private final HoldRepository holds;
    private final HeldTransactions transactions;
    private final HoldConfig config;
    private final HoldRules rules;
    private final MeterRegistry metrics;
    private final ObjectMapper json;
    private final Clock clock;

    CheckOrders(
            UncheckedOrders unchecked,
            Facts facts,
            HoldRepository holds,
            HeldTransactions transactions,
            HoldConfig config,
            MeterRegistry metrics,
            ObjectMapper json,
            Clock clock) {
        this.unchecked = unchecked;
        this.facts = facts;
        this.holds = holds;
        this.transactions = transactions;
        this.config = config;
        this.rules = new HoldRules(
                config.rules(),
                new Thresholds(
                        config.ordersPerHour(),
                        config.ordersPerDay(),
                        config.fastestLapse(),
                        config.lapseSample(),
                        config.usualShare(),
                        config.rareShare(),
                        config.membersPerAccount()));
        this.metrics = metrics;
        this.json = json;
        this.clock = clock;
    }

    /** Looks at some of those that came in. Whether there may be more. */
    @Transactional
    boolean checkSome() {
        List<UUID> locked = unchecked.lockSome(config.batch());
        Map<UUID, Boolean> taken = locked.isEmpty() ? Map.of() : unchecked.take(locked);
        List<OrderFacts> orders = taken.isEmpty() ? List.of() : facts.of(taken.keySet());
        Map<OrderFacts, List<Finding>> found = judge(orders);
        // Here alone: a statement of a million lines must not keep the counters of its stores while it is paid.
        facts.count(orders.stream()
                .filter(order -> !taken.get(order.transactionId()))
                .toList());
        if (!found.isEmpty()) {
            List<UUID> ids =
                    found.keySet().stream().map(OrderFacts::transactionId).toList();
            transactions.append(hold(found, transactions.lock(ids)));
        }
        return locked.size() == config.batch();
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Revised> check(Collection<Transaction> locked) {
        Map<UUID, Boolean> taken = locked.isEmpty()
                ? Map.of()
                : unchecked.take(locked.stream().map(Transaction::id).toList());
        Map<OrderFacts, List<Finding>> found = judge(taken.isEmpty() ? List.of() : facts.of(taken.keySet()));
        return found.isEmpty() ? List.of() : hold(found, locked);
    }

    /** What speaks against these, of those that anything speaks against. */
    private Map<OrderFacts, List<Finding>> judge(List<OrderFacts> orders) {
        Map<OrderFacts, List<Finding>> found = new LinkedHashMap<>();
        Map<UUID, Lapse> habits = orders.isEmpty()
                ? Map.of()
                : facts.habits(orders.stream().map(OrderFacts::storeId).collect(Collectors.toSet()));
        for (OrderFacts order : orders) {
            List<Finding> findings = rules.judge(order, habits.get(order.storeId()));
            if (!findings.isEmpty()) {
                found.put(order, findings);
            }
        }
        return found;
    }

    private List<Revised> hold(Map<OrderFacts, List<Finding>> found, Collection<Transaction> locked) {
        Map<UUID, Transaction> byId =
                locked.stream().collect(Collectors.toMap(Transaction::id, Function.identity(), (one, same) -> one));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant until = now.plus(config.holdFor());
        List<Revised> revised = new ArrayList<>();
        found.forEach((order, findings) -> {
            Transaction transaction = byId.get(order.transactionId());
            ArrayNode opened = json.createArrayNode();
            findings.stream()
                    .filter(finding -> transactions.mayBeHeld(transaction)
                            && holds.open(order, finding, figures(finding), now, until, trusted(finding, now)))
                    .forEach(finding -> {
                        opened.add(finding.rule().name());
                        metrics.counter(
                                        "pennywell.holds.opened",
                                        "rule",
                                        finding.rule().name())
                                .increment();
                    });
            if (!opened.isEmpty()) {
                ObjectNode why = json.createObjectNode().set("rules", opened);
                transactions.hold(transaction, until, now, SAID_BY, why).ifPresent(revised::add);
            }
        });
        return revised;
    }

    /** What staff released after this is trusted: of a rule that looks at the order alone, nothing. */
    private Instant trusted(Finding finding, Instant now) {
        return finding.rule().isAboutMember() ? now.minus(config.trustFor()) : now;
    }

    private String figures(Finding finding) {
        try {
            return json.writeValueAsString(finding.figures());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
