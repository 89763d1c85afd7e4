package shop.pennywell.payments.cashback;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.payments.cashback.TransactionChanged.Change;
import shop.pennywell.payments.cashback.TransactionChanged.Status;
import shop.pennywell.payments.ledger.Account;
import shop.pennywell.payments.ledger.Entry;
import shop.pennywell.payments.ledger.Positions;
import shop.pennywell.payments.ledger.Purpose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PositionsTest {

    private static final UUID TRANSACTION = new UUID(9, 9);
    private static final UUID MEMBER = new UUID(1, 1);
    private static final UUID PARTNER = new UUID(2, 2);

    /** What a revision of a transaction may look like. */
    private record State(Status status, boolean payable, long commission, long cashback) {}

    @Example
    void approvalMovesCommissionFromPendingToOwed() {
        var entry = positions(Stage.PENDING, 490, 245)
                .moveTo(positions(Stage.APPROVED, 490, 245), Entry.Kind.CASHBACK, "test", Instant.EPOCH)
                .orElseThrow();
        assertEquals(
                Map.of(
                        Account.of(Purpose.RECEIVABLE_PENDING, PARTNER, "GBP"), -490L,
                        Account.of(Purpose.RECEIVABLE, PARTNER, "GBP"), 490L,
                        Account.platform(Purpose.REVENUE_PENDING, "GBP"), 245L,
                        Account.platform(Purpose.REVENUE, "GBP"), -245L),
                amounts(entry));
        assertEquals(Entry.Kind.CASHBACK, entry.kind());
    }

    @Example
    void payableCashbackMovesOnTheMembersAccountsOnly() {
        var entry = positions(Stage.APPROVED, 490, 245)
                .moveTo(positions(Stage.PAYABLE, 490, 245), Entry.Kind.CASHBACK, "test", Instant.EPOCH)
                .orElseThrow();
        assertEquals(
                Map.of(
                        Account.of(Purpose.PENDING, MEMBER, "GBP"), 245L,
                        Account.of(Purpose.AVAILABLE, MEMBER, "GBP"), -245L),
                amounts(entry));
    }

    @Example
    void takingBackWhatCouldBeSpentIsALateReversal() {
        var clawedBack =
                positions(Stage.PAYABLE, 490, 245).moveTo(Positions.NONE, Entry.Kind.CASHBACK, "test", Instant.EPOCH);
        assertEquals(Entry.Kind.LATE_REVERSAL, clawedBack.orElseThrow().kind());
        var declined =
                positions(Stage.PENDING, 490, 245).moveTo(Positions.NONE, Entry.Kind.CASHBACK, "test", Instant.EPOCH);
        assertEquals(Entry.Kind.CASHBACK, declined.orElseThrow().kind());
    }

    @Example
    void nothingIsPostedForTheSameState() {
        assertTrue(positions(Stage.APPROVED, 490, 245)
                .moveTo(positions(Stage.APPROVED, 490, 245), Entry.Kind.CASHBACK, "test", Instant.EPOCH)
                .isEmpty());
        assertTrue(positions(Stage.PENDING, 0, 0)
                .moveTo(positions(Stage.APPROVED, 0, 0), Entry.Kind.CASHBACK, "test", Instant.EPOCH)
                .isEmpty());
    }

    @Example
    void refusesCashbackBeyondTheCommissionOrInAnotherCurrency() {
        assertThrows(IllegalArgumentException.class, () -> change(1, new State(Status.PENDING, false, 10, 11))
                .check());
        var mixed = new TransactionChanged(
                TRANSACTION,
                1,
                Change.REPORTED,
                Status.PENDING,
                false,
                MEMBER,
                PARTNER,
                "s",
                "S",
                PARTNER,
                "o",
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                Money.of(1, "EUR"),
                Money.of(10, "EUR"),
                Money.of(5, "GBP"),
                null,
                null);
        assertThrows(IllegalArgumentException.class, mixed::check);
    }

    @Property(tries = 500)
    void inAnyOrderAndRepeatedTheNewestRevisionDecidesAndEveryEntrySumsToZero(
            @ForAll("histories") List<State> history, @ForAll("deliveries") List<Integer> deliveries) {
        // Given every revision delivered at least once, in an order that has nothing to do with theirs
        var order =
                new ArrayList<>(deliveries.stream().map(i -> i % history.size()).toList());
        for (int revision = 0; revision < history.size(); revision++) {
            order.add((revision * 7 + deliveries.size()) % history.size());
            order.add(revision);
        }
        // When
        Map<Account, Long> balances = new HashMap<>();
        var transaction = new CashbackTransaction(TRANSACTION, MEMBER);
        for (int index : order) {
            var change = change(index + 1, history.get(index));
            if (transaction.knows(change)) {
                continue;
            }
            var before = transaction.positions();
            transaction.take(change);
            before.moveTo(transaction.positions(), Entry.Kind.CASHBACK, "test", Instant.EPOCH)
                    .ifPresent(entry -> entry.postings()
                            .forEach(posting -> balances.merge(posting.account(), posting.amount(), Long::sum)));
            assertEquals(
                    0, balances.values().stream().mapToLong(Long::longValue).sum());
        }
        // Then
        balances.values().removeIf(balance -> balance == 0);
        var last = history.get(history.size() - 1);
        var target =
                new HashMap<>(positions(Stage.of(last.status(), last.payable()), last.commission(), last.cashback())
                        .amounts());
        target.values().removeIf(amount -> amount == 0);
        assertEquals(target, balances);
        assertFalse(transaction.status() == CashbackStatus.PAID);
    }

    @Provide
    Arbitrary<List<State>> histories() {
        var amounts = Arbitraries.longs().between(0, 10_000);
        return Combinators.combine(Arbitraries.of(Status.values()), Arbitraries.of(true, false), amounts, amounts)
                .as((status, payable, a, b) -> new State(status, payable, Math.max(a, b), Math.min(a, b)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Integer>> deliveries() {
        return Arbitraries.integers().between(0, 100).list().ofMaxSize(30);
    }

    private static Positions positions(Stage stage, long commission, long cashback) {
        return stage.positions(PARTNER, MEMBER, "GBP", commission, cashback);
    }

    private static Map<Account, Long> amounts(Entry entry) {
        var amounts = new HashMap<Account, Long>();
        entry.postings().forEach(posting -> amounts.put(posting.account(), posting.amount()));
        return amounts;
    }

    private static TransactionChanged change(int revision, State state) {
        return new TransactionChanged(
                TRANSACTION,
                revision,
                Change.AMENDED,
                state.status(),
                state.payable(),
                MEMBER,
                PARTNER,
                "store",
                "Store",
                PARTNER,
                "order",
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(revision),
                null,
                Money.of(100_000, "GBP"),
                Money.of(state.commission(), "GBP"),
                Money.of(state.cashback(), "GBP"),
                null,
                null);
    }
}
