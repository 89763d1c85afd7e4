package shop.pennywell.payments.ledger;

import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * An account and its balance.
 *
 * @param balance debit positive: what we owe a member is negative here
 */
record AccountResponse(UUID id, Account.Owner ownerType, UUID ownerId, Purpose purpose, Money balance) {

    static AccountResponse of(LedgerReports.AccountRow row) {
        var account = row.account();
        return new AccountResponse(
                row.id(),
                account.owner(),
                account.ownerId(),
                account.purpose(),
                Money.of(row.balance(), account.currency()));
    }
}
