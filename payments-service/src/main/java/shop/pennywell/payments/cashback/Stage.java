package shop.pennywell.payments.cashback;

import java.util.LinkedHashMap;
import java.util.UUID;
import shop.pennywell.payments.ledger.Account;
import shop.pennywell.payments.ledger.Positions;
import shop.pennywell.payments.ledger.Purpose;

/** How far a transaction's money is, which decides on which accounts it stands. */
enum Stage {
    /** Declined or clawed back: nothing stands anywhere. */
    NONE,
    /** Reported, not yet approved. */
    PENDING,
    /** Approved: the partner owes us, the member must wait until it has paid and we hold nothing back. */
    APPROVED,
    /** The member can take it out. */
    PAYABLE;

    static Stage of(TransactionChanged.Status status, boolean payable) {
        return switch (status) {
            case PENDING -> PENDING;
            // The partner has paid, and still the member waits, while we look at the order.
            case APPROVED, PAID -> payable ? PAYABLE : APPROVED;
            case DECLINED, CLAWED_BACK -> NONE;
        };
    }

    /**
     * The partner owes the whole commission, we owe the member the cashback, the rest is ours.
     *
     * @param commission minor units
     * @param cashback minor units, at most the commission
     */
    Positions positions(UUID partnerId, UUID memberId, String currency, long commission, long cashback) {
        if (this == NONE) {
            return Positions.NONE;
        }
        var receivable = this == PENDING ? Purpose.RECEIVABLE_PENDING : Purpose.RECEIVABLE;
        var revenue = this == PENDING ? Purpose.REVENUE_PENDING : Purpose.REVENUE;
        var owed = this == PAYABLE ? Purpose.AVAILABLE : Purpose.PENDING;
        var amounts = new LinkedHashMap<Account, Long>();
        amounts.put(Account.of(receivable, partnerId, currency), commission);
        amounts.put(Account.of(owed, memberId, currency), -cashback);
        amounts.put(Account.platform(revenue, currency), cashback - commission);
        return new Positions(amounts);
    }
}
