package shop.pennywell.payments.ledger;

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
import shop.pennywell.payments.ledger.Entry.Kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LedgerTest {

    private static final UUID MEMBER = new UUID(1, 1);
    private static final Account AVAILABLE = Account.of(Purpose.AVAILABLE, MEMBER, "EUR");
    private static final Account RESERVED = Account.of(Purpose.RESERVED, MEMBER, "EUR");
    private static final Account REVENUE = Account.platform(Purpose.REVENUE, "EUR");
    private static final Account REVENUE_USD = Account.platform(Purpose.REVENUE, "USD");

    @Example
    void refusesAnEntryThatDoesNotSumToZero() {
        assertThrows(
                IllegalArgumentException.class,
                () -> entry(Kind.PAYOUT, Posting.debit(AVAILABLE, 100), Posting.credit(RESERVED, 99)));
    }

    @Example
    void refusesAnEntryThatSumsToZeroOnlyAcrossCurrencies() {
        assertThrows(
                IllegalArgumentException.class,
                () -> entry(Kind.CASHBACK, Posting.debit(REVENUE, 100), Posting.credit(REVENUE_USD, 100)));
    }

    @Example
    void refusesOnePostingNoPostingAndTheSameAccountTwice() {
        assertThrows(IllegalArgumentException.class, () -> entry(Kind.PAYOUT));
        assertThrows(IllegalArgumentException.class, () -> entry(Kind.PAYOUT, Posting.debit(AVAILABLE, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> entry(Kind.PAYOUT, Posting.debit(AVAILABLE, 1), Posting.credit(AVAILABLE, 1)));
    }

    @Example
    void refusesZeroNegativeAndAbsurdAmounts() {
        assertThrows(IllegalArgumentException.class, () -> new Posting(AVAILABLE, 0));
        assertThrows(IllegalArgumentException.class, () -> Posting.debit(AVAILABLE, -5));
        assertThrows(IllegalArgumentException.class, () -> Posting.credit(AVAILABLE, Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> new Posting(AVAILABLE, Long.MIN_VALUE));
    }

    @Example
    void refusesAnAccountThatItsOwnerCannotHave() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Account(Account.Owner.MEMBER, MEMBER, Purpose.REVENUE, "EUR"));
        assertThrows(IllegalArgumentException.class, () -> Account.of(Purpose.REVENUE, MEMBER, "EUR"));
        assertThrows(IllegalArgumentException.class, () -> Account.of(Purpose.PENDING, MEMBER, "eur"));
    }

    @Example
    void aMemberSpendsWhatIsThereToTheLastCentAndNoMore() {
        var balances = after(Map.of(), earn(1000));
        balances = after(balances, entry(Kind.PAYOUT, Posting.debit(AVAILABLE, 1000), Posting.credit(RESERVED, 1000)));
        assertEquals(0, balances.get(AVAILABLE).amount());
        var empty = balances;
        assertThrows(
                InsufficientBalance.class,
                () -> after(empty, entry(Kind.PAYOUT, Posting.debit(AVAILABLE, 1), Posting.credit(RESERVED, 1))));
    }

    @Example
    void aLateReversalLeavesADebtThatLaterCashbackReducesAndThatCannotGrowOtherwise() {
        var balances = after(Map.of(), earn(1000));
        balances = after(balances, entry(Kind.PAYOUT, Posting.debit(AVAILABLE, 1000), Posting.credit(RESERVED, 1000)));
        balances = after(balances, takeBack(600));
        assertEquals(new Ledger.Balance(600, 600), balances.get(AVAILABLE));

        balances = after(balances, earn(500));
        assertEquals(new Ledger.Balance(100, 100), balances.get(AVAILABLE));

        var indebted = balances;
        assertThrows(
                InsufficientBalance.class,
                () -> after(indebted, entry(Kind.PAYOUT, Posting.debit(AVAILABLE, 1), Posting.credit(RESERVED, 1))));

        balances = after(balances, earn(300));
        assertEquals(new Ledger.Balance(-200, 0), balances.get(AVAILABLE));
    }

    @Property(tries = 300)
    void whateverIsPostedBalancesSumToZeroAndNobodyOwesButByLateReversal(@ForAll("entries") List<Entry> entries) {
        Map<Account, Ledger.Balance> balances = new HashMap<>();
        long reversed = 0;
        for (var entry : entries) {
            try {
                balances = after(balances, entry);
                reversed += entry.kind() == Kind.LATE_REVERSAL ? 1 : 0;
            } catch (InsufficientBalance refused) {
                assertTrue(entry.kind() != Kind.LATE_REVERSAL || touches(entry, RESERVED));
            }
            assertEquals(
                    0,
                    balances.values().stream().mapToLong(Ledger.Balance::amount).sum());
            for (var balance : balances.entrySet()) {
                if (balance.getKey().purpose().floored()) {
                    assertTrue(balance.getValue().amount() <= balance.getValue().debtAllowed());
                    assertTrue(reversed > 0 || balance.getValue().amount() <= 0);
                }
            }
        }
    }

    @Provide
    Arbitrary<List<Entry>> entries() {
        var pairs = Arbitraries.of(
                List.of(AVAILABLE, RESERVED),
                List.of(RESERVED, AVAILABLE),
                List.of(REVENUE, AVAILABLE),
                List.of(AVAILABLE, REVENUE),
                List.of(RESERVED, REVENUE));
        return Combinators.combine(pairs, Arbitraries.longs().between(1, 1000), Arbitraries.of(Kind.values()))
                .as((pair, amount, kind) ->
                        entry(kind, Posting.debit(pair.get(0), amount), Posting.credit(pair.get(1), amount)))
                .list()
                .ofMaxSize(60);
    }

    private static boolean touches(Entry entry, Account account) {
        return entry.postings().stream().anyMatch(posting -> posting.account().equals(account));
    }

    private static Map<Account, Ledger.Balance> after(Map<Account, Ledger.Balance> before, Entry entry) {
        var all = new HashMap<>(before);
        all.putAll(Ledger.after(entry, before));
        return all;
    }

    private static Entry earn(long amount) {
        return entry(Kind.CASHBACK, Posting.debit(REVENUE, amount), Posting.credit(AVAILABLE, amount));
    }

    private static Entry takeBack(long amount) {
        return entry(Kind.LATE_REVERSAL, Posting.debit(AVAILABLE, amount), Posting.credit(REVENUE, amount));
    }

    private static Entry entry(Kind kind, Posting... postings) {
        return new Entry("test/" + UUID.randomUUID(), kind, Instant.EPOCH, new ArrayList<>(List.of(postings)));
    }
}
