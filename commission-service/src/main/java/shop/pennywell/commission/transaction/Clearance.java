package shop.pennywell.commission.transaction;

import java.util.Collection;
import java.util.List;
import shop.pennywell.commission.transaction.TransactionHistory.Revised;

/**
 * Looks at orders for what may speak against paying their cashback. Orders are looked at soon after they came in; whoever is about to make
 * cashback payable asks here first, for those that nobody has looked at yet. The database refuses payable cashback of any that was not.
 */
public interface Clearance {

    /**
     * Looks at those of them that were not looked at yet; what is found against one is held.
     *
     * @param locked by the caller's database transaction, before anything else
     * @return what is new in the history of those held, for the caller to append
     */
    List<Revised> check(Collection<Transaction> locked);
}
