package shop.pennywell.payments.wallet;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.payments.ledger.Purpose;

/** What a member has, in each currency. */
record WalletResponse(List<Balance> balances) {

    /**
     * One currency.
     *
     * @param available can be taken out now; negative after a late reversal of what was already paid out
     * @param reserved in payouts on their way
     * @param paid has reached the member's bank
     * @param minimumPayout the least that can be taken out at once
     */
    record Balance(String currency, Money pending, Money available, Money reserved, Money paid, Money minimumPayout) {}

    static WalletResponse of(SortedMap<String, Map<Purpose, Long>> balances, Function<String, Money> minimumPayout) {
        return new WalletResponse(balances.entrySet().stream()
                .map(balance -> of(balance.getKey(), balance.getValue(), minimumPayout.apply(balance.getKey())))
                .toList());
    }

    private static Balance of(String currency, Map<Purpose, Long> amounts, Money minimumPayout) {
        return new Balance(
                currency,
                owed(amounts, Purpose.PENDING, currency),
                owed(amounts, Purpose.AVAILABLE, currency),
                owed(amounts, Purpose.RESERVED, currency),
                owed(amounts, Purpose.PAID, currency),
                minimumPayout);
    }

    /** Accounts are debit positive; a member's money is what we owe. */
    private static Money owed(Map<Purpose, Long> amounts, Purpose purpose, String currency) {
        return Money.of(-amounts.getOrDefault(purpose, 0L), currency);
    }
}
