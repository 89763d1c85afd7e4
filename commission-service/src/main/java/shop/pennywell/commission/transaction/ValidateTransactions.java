package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.pennywell.commission.partner.Partner;
import shop.pennywell.commission.partner.PartnerRepository;
import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.transaction.TransactionHistory.Revised;
import shop.pennywell.defaults.problem.CommonProblem;

/** Applies a partner's verdicts, each on its own, those on the same transaction one after the other. */
@ApplicationScoped
public class ValidateTransactions {
    private final TransactionRepository transactions;
    private final FallWithOrder fallWithOrder;
    private final TransactionHistory history;
    private final PartnerRepository partners;
    private final Clearance clearance;
    private final ObjectMapper json;
    private final Clock clock;

    ValidateTransactions(
            TransactionRepository transactions,
            FallWithOrder fallWithOrder,
            TransactionHistory history,
            PartnerRepository partners,
            Clearance clearance,
            ObjectMapper json,
            Clock clock) {
        this.transactions = transactions;
        this.fallWithOrder = fallWithOrder;
        this.history = history;
        this.partners = partners;
        this.clearance = clearance;
        this.json = json;
        this.clock = clock;
    }

    /** The transactions of one request, locked. */
    private record Locked(Map<UUID, Transaction> byId, Map<String, List<Transaction>> byReference) {
        Transaction named(Validation validation) {
            List<Transaction> found = validation.transactionId() == null
                    ? byReference.getOrDefault(validation.orderReference(), List.of())
                    : Optional.ofNullable(byId.get(validation.transactionId())).stream()
                            .filter(validation::fits)
                            .toList();
            if (found.isEmpty()) {
                throw new Refusal("transaction-unknown", "no such transaction of yours");
            }
            if (found.size() > 1) {
                throw new Refusal(
                        "transaction-ambiguous", "several of your stores have this order: name its transactionId");
            }
            return found.get(0);
        }
    }

    /**
     * Applies validations.
     *
     * @param saidBy client id
     * @param payloads the validations word for word
     * @return one result for each, in their order
     */
    @Transactional
    public List<BatchResult> validate(UUID partnerId, String saidBy, List<JsonNode> payloads) {
        BatchResult[] results = new BatchResult[payloads.size()];
        Map<Integer, Validation> read = new LinkedHashMap<>();
        for (int i = 0; i < payloads.size(); i++) {
            try {
                read.put(i, Validation.read(payloads.get(i)));
            } catch (Refusal refusal) {
                results[i] = BatchResult.rejected(i, null, refusal);
            }
        }
        Partner partner = partners.findByIdOptional(partnerId).orElseThrow(() -> CommonProblem.FORBIDDEN.problem(null));
        Locked locked = lock(partnerId, read.values());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Revised> revised = new ArrayList<>();
        Map<UUID, Reason> takenBack = new HashMap<>();
        Map<UUID, JsonNode> said = new HashMap<>();
        revised.addAll(clearance.check(locked.byId().values()));
        read.forEach((index, validation) -> {
            Transaction transaction = null;
            try {
                transaction = locked.named(validation);
                List<Revised> made =
                        new Applied(validation, transaction, saidBy, payloads.get(index)).apply(partner, now);
                revised.addAll(made);
                results[index] = made.isEmpty()
                        ? BatchResult.duplicate(index, transaction.id(), "the order is like that already")
                        : BatchResult.accepted(index, transaction.id());
                if (validation.action() == Validation.Action.REVERSE) {
                    takenBack.put(transaction.id(), validation.reason());
                    said.put(transaction.id(), payloads.get(index));
                }
            } catch (Refusal refusal) {
                results[index] = BatchResult.rejected(index, transaction == null ? null : transaction.id(), refusal);
            } catch (WrongState state) {
                String code = validation.action() == Validation.Action.REVERSE ? "not-reversible" : "not-pending";
                Refusal refusal = new Refusal(code, state.getMessage());
                results[index] = BatchResult.rejected(index, transaction.id(), refusal);
            }
        });
        fallWithOrder
                .beside(takenBack, now)
                .forEach(fallen -> revised.add(Revised.of(
                        fallen.transaction(),
                        fallen.change(),
                        saidBy,
                        said.get(fallen.transaction().supplements()))));
        history.append(revised);
        return List.of(results);
    }

    private Locked lock(UUID partnerId, Collection<Validation> validations) {
        List<UUID> ids = validations.stream()
                .map(Validation::transactionId)
                .filter(Objects::nonNull)
                .toList();
        List<String> references = validations.stream()
                .map(Validation::orderReference)
                .filter(Objects::nonNull)
                .toList();
        List<Transaction> locked = transactions.lock(partnerId, ids, references);
        return new Locked(
                locked.stream().collect(Collectors.toMap(Transaction::id, Function.identity())),
                locked.stream().collect(Collectors.groupingBy(Transaction::orderReference)));
    }

    /** One validation on its way into its transaction. */
    private final class Applied {
        private final Validation validation;
        private final Transaction transaction;
        private final String saidBy;
        private final JsonNode payload;
        private final List<Revised> revised = new ArrayList<>();

        Applied(Validation validation, Transaction transaction, String saidBy, JsonNode payload) {
            this.validation = validation;
            this.transaction = transaction;
            this.saidBy = saidBy;
            this.payload = payload;
        }

        /** @return the revisions that it made; none if nothing changed */
        List<Revised> apply(Partner partner, Instant now) {
            switch (validation.action()) {
                case APPROVE -> {
                    if (validation.hasItems()) {
                        amend(now);
                    }
                    transaction.approve(partner.settlement(), now);
                    revise(Change.APPROVED);
                }
                case DECLINE -> {
                    transaction.decline(validation.reason(), now);
                    revise(Change.DECLINED);
                }
                case REVERSE -> {
                    transaction.clawBack(validation.reason(), now);
                    revise(Change.CLAWED_BACK);
                }
                case AMEND -> amend(now);
            }
            return revised;
        }

        private void amend(Instant now) {
            List<OrderLine> left = left(validation.items(), transaction);
            if (transaction.amend(TransactionItem.earning(left, receipt(transaction)), validation.reason(), now)) {
                revise(Change.AMENDED);
            }
        }

        private void revise(Change change) {
            revised.add(Revised.of(transaction, change, saidBy, payload));
        }
    }

    /** What is left of the order; a line keeps the name and group it was reported with unless another group is given. */
    List<OrderLine> left(JsonNode items, Transaction transaction) {
        List<TransactionItem> reported = new ArrayList<>(transaction.items());
        List<OrderLine> left = new ArrayList<>();
        String currency = transaction.orderValue().currencyCode();
        for (OrderLine line : OrderReport.lines(items, currency, 0)) {
            Optional<TransactionItem> known = reported.stream()
                    .filter(item -> item.sku().equals(line.sku()))
                    .findFirst();
            known.ifPresent(reported::remove);
            if (line.quantity() > 0) {
                left.add(new OrderLine(
                        line.sku(),
                        line.name() == null ? known.map(TransactionItem::name).orElse(null) : line.name(),
                        line.group() == null
                                ? known.map(TransactionItem::commissionGroup).orElse(null)
                                : line.group(),
                        line.quantity(),
                        line.amountMinor()));
            }
        }
        return left;
    }

    RateReceipt receipt(Transaction transaction) {
        try {
            return json.readValue(transaction.receiptJson(), RateReceipt.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the receipt of transaction " + transaction.id(), broken);
        }
    }
}
