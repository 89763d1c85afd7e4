package shop.pennywell.payments.ledger;

/** What an account is for. Balances are signed, debit positive, so what we owe a member is negative on the account. */
public enum Purpose {
    /** Cashback the member has been told of and cannot take out yet. */
    PENDING(Account.Owner.MEMBER),
    /** Cashback and bonuses that the member can take out; the only account that may carry a debt, and only by a late reversal. */
    AVAILABLE(Account.Owner.MEMBER),
    /** Money on its way to the member's bank. */
    RESERVED(Account.Owner.MEMBER),
    /** Memo: what has reached the member's bank, so that reading it does not depend on history. */
    PAID(Account.Owner.MEMBER),
    /** Commission a partner has reported and not yet approved. */
    RECEIVABLE_PENDING(Account.Owner.PARTNER),
    /** Commission a partner owes us. */
    RECEIVABLE(Account.Owner.PARTNER),
    /** Our part of commission that is not yet approved. */
    REVENUE_PENDING(Account.Owner.PLATFORM),
    /** Our part of approved commission. */
    REVENUE(Account.Owner.PLATFORM),
    /** What we have given away to win members. */
    MARKETING(Account.Owner.PLATFORM),
    /** Our bank account. */
    CASH(Account.Owner.PLATFORM),
    /** Memo: the other side of every member's {@link #PAID}. */
    DISBURSED(Account.Owner.PLATFORM);

    private final Account.Owner owner;

    Purpose(Account.Owner owner) {
        this.owner = owner;
    }

    Account.Owner owner() {
        return owner;
    }

    /** True for accounts on which we may only ever owe: nobody can spend more than is there. */
    boolean floored() {
        return owner == Account.Owner.MEMBER;
    }
}
