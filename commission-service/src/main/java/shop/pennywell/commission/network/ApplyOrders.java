package shop.pennywell.commission.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import shop.pennywell.commission.network.NetworkOrderRepository.Said;
import shop.pennywell.commission.network.api.Network;
import shop.pennywell.commission.network.api.NetworkRecord;
import shop.pennywell.commission.network.api.Networks;
import shop.pennywell.commission.network.api.RecordStatus;
import shop.pennywell.commission.network.api.Unreadable;
import shop.pennywell.commission.network.api.Wire;
import shop.pennywell.commission.transaction.FollowNetwork;
import shop.pennywell.commission.transaction.NetworkSale;
import shop.pennywell.commission.transaction.NetworkSale.Verdict;
import shop.pennywell.commission.transaction.Reason;

/**
 * Turns what networks said into transactions, order by order, each in its own database transaction and by one replica ({@code for update skip
 * locked}). It always looks at everything that is said of an order now, so the order of words, or how often they came, changes nothing. What cannot
 * be applied is parked with a code.
 */
@ApplicationScoped
class ApplyOrders {
    private static final Logger LOG = Logger.getLogger(ApplyOrders.class);
    /** Of these a network says more than we understand: its adapter has to learn, before orders of a kind go unseen. */
    private static final Set<String> ALARMING = Set.of("status-unknown", "record-unreadable");

    /** An order of more than that is none: its adapter takes many for one. */
    private static final int MOST_RECORDS = 1_000;

    private static final int BATCH = 100;
    private static final int MOST_BATCHES_A_LOOK = 20;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LAST_RETRY = Duration.ofHours(1);

    private final NetworkOrderRepository orders;
    private final NetworkAccountRepository accounts;
    private final Programmes programmes;
    private final Networks networks;
    private final FollowNetwork followNetwork;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final Clock clock;
    private volatile boolean stopping;

    ApplyOrders(
            NetworkOrderRepository orders,
            NetworkAccountRepository accounts,
            Programmes programmes,
            Networks networks,
            FollowNetwork followNetwork,
            ObjectMapper json,
            MeterRegistry metrics,
            Clock clock) {
        this.orders = orders;
        this.accounts = accounts;
        this.programmes = programmes;
        this.networks = networks;
        this.followNetwork = followNetwork;
        this.json = json;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Cannot be applied: why, for a machine and for a reader. */
    private static final class Parked extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;

        Parked(String code, String detail) {
            super(detail, null, false, false);
            this.code = code;
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    @Scheduled(every = "${pennywell.networks.look-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        for (int batch = 0; batch < MOST_BATCHES_A_LOOK; batch++) {
            if (stopping || applyDue() < BATCH) {
                return;
            }
        }
    }

    /** @return how many were due */
    int applyDue() {
        List<UUID> due = QuarkusTransaction.requiringNew().call(() -> orders.due(now(), BATCH));
        for (UUID id : due) {
            if (stopping) {
                break;
            }
            try {
                QuarkusTransaction.requiringNew()
                        .run(() -> orders.take(id, now()).ifPresent(this::apply));
            } catch (RuntimeException failure) {
                LOG.errorf(failure, "network order %s", id);
                QuarkusTransaction.requiringNew()
                        .run(() -> orders.take(id, now()).ifPresent(this::postpone));
            }
        }
        return due.size();
    }

    private void apply(NetworkOrder order) {
        NetworkAccount account = accounts.findById(order.accountId());
        List<Said> said = orders.current(order.id(), MOST_RECORDS + 1);
        try {
            if (said.isEmpty()) {
                forget(order, account);
                return;
            }
            if (said.size() > MOST_RECORDS) {
                throw new Parked("too-many-records", "more than " + MOST_RECORDS);
            }
            OrderSum sum = sum(order, read(said, account));
            follow(order, account, sale(order, account, sum), said);
            if (sum.negative()) {
                // It earns nothing any more; that the network wants more back than it gave is for staff to see.
                throw new Parked("amount-negative", "corrections take away more than there was");
            }
        } catch (OrderSum.Unsummable reason) {
            park(order, account, reason.code(), reason.getMessage());
        } catch (Parked reason) {
            park(order, account, reason.code, reason.getMessage());
        }
    }

    private void follow(NetworkOrder order, NetworkAccount account, NetworkSale sale, List<Said> said) {
        FollowNetwork.Followed followed =
                followNetwork.follow(order.transactionId(), sale, "network " + account.network(), payload(order, said));
        if (followed.code() != null) {
            throw new Parked(followed.code(), followed.detail());
        }
        order.applied(followed.transactionId(), now());
    }

    /** The network has given all its records to another order, so it earns nothing here. */
    private void forget(NetworkOrder order, NetworkAccount account) {
        if (order.transactionId() == null) {
            order.applied(null, now());
        } else {
            follow(order, account, NetworkSale.gone(account.partnerId()), List.of());
        }
    }

    private void park(NetworkOrder order, NetworkAccount account, String code, String detail) {
        if (!code.equals(order.code())) {
            metrics.counter(
                            "pennywell.network.orders.parked",
                            "network",
                            account.network().name(),
                            "code",
                            code)
                    .increment();
            LOG.logf(
                    ALARMING.contains(code) ? Logger.Level.ERROR : Logger.Level.INFO,
                    "an order of %s is parked, %s: %s (order %s, account %s)",
                    account.network(),
                    code,
                    detail,
                    order.id(),
                    account.id());
        }
        order.parked(code, detail, now());
    }

    private List<NetworkRecord> read(List<Said> said, NetworkAccount account) {
        Network network = networks.of(account.network());
        List<NetworkRecord> records = new ArrayList<>();
        for (Said one : said) {
            try {
                records.add(network.read(Wire.read(one.payload()), account.terms()));
            } catch (Unreadable reason) {
                throw new Parked("record-unreadable", reason.getMessage());
            }
        }
        return records;
    }

    private static OrderSum sum(NetworkOrder order, List<NetworkRecord> records) {
        OrderSum sum = OrderSum.of(records);
        order.read(sum);
        if (sum.status() == RecordStatus.OTHER) {
            throw new Parked("status-unknown", "the network says " + sum.rawStatus());
        }
        if (sum.negative() && order.transactionId() == null) {
            throw new Parked("amount-negative", "corrections take away more than there was");
        }
        return sum;
    }

    private NetworkSale sale(NetworkOrder order, NetworkAccount account, OrderSum sum) {
        String programme = sum.first().programmeId();
        UUID store = order.transactionId() != null
                ? null
                : programmes
                        .store(account.id(), programme)
                        .orElseThrow(() -> new Parked("programme-unmapped", "no store for the programme " + programme));
        return new NetworkSale(
                account.partnerId(),
                store,
                sum.clickId(),
                references(order, sum),
                sum.first().orderedAt(),
                sum.currency(),
                verdict(sum.status()),
                reason(sum),
                sum.parts());
    }

    /** The store's own number if it has one; with the network's where another order has it, or if it has none. */
    private static List<String> references(NetworkOrder order, OrderSum sum) {
        Set<String> references = new LinkedHashSet<>();
        String own = sum.first().id();
        Optional.ofNullable(sum.orderReference())
                .filter(reference -> reference.length() <= 60)
                .ifPresent(reference -> {
                    references.add(reference);
                    references.add(reference + " (" + cut(own) + ")");
                });
        references.add(cut(own));
        references.add(order.id().toString());
        return List.copyOf(references);
    }

    private static String cut(String id) {
        return id.length() <= 38 ? id : id.substring(0, 38);
    }

    private static Verdict verdict(RecordStatus status) {
        return switch (status) {
            case PENDING -> Verdict.PENDING;
            case APPROVED -> Verdict.APPROVED;
            case DECLINED -> Verdict.DECLINED;
            case PAID -> Verdict.PAID;
            case OTHER -> throw new IllegalStateException("never guessed at");
        };
    }

    private static Reason reason(OrderSum sum) {
        return sum.status() == RecordStatus.DECLINED && sum.reason() == null ? Reason.OTHER : sum.reason();
    }

    /** For the transaction's history: what was said, by the revisions that are kept word for word. */
    private ObjectNode payload(NetworkOrder order, List<Said> said) {
        ObjectNode payload = json.createObjectNode();
        payload.put("networkOrderId", order.id().toString());
        payload.put("status", order.rawStatus());
        payload.put("reason", order.rawReason());
        ArrayNode records = payload.putArray("records");
        said.stream()
                .limit(50)
                .forEach(one -> records.addObject().put("id", one.recordId()).put("revision", one.revision()));
        return payload;
    }

    private void postpone(NetworkOrder order) {
        long seconds = Math.min(LAST_RETRY.toSeconds(), FIRST_RETRY.toSeconds() << Math.min(order.attempts(), 12));
        order.failed("internal-error", "tried again by itself", now().plusSeconds(seconds), now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
