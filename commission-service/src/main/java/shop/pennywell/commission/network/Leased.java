package shop.pennywell.commission.network;

import java.util.UUID;
import shop.pennywell.commission.network.api.Network;
import shop.pennywell.commission.network.api.Slice;
import shop.pennywell.commission.network.api.Terms;

/**
 * One page's worth of an account's time.
 *
 * @param account as it was when it was leased
 * @param lease whoever has it may keep what it reads; a replica that took longer than its lease finds it gone
 * @param attempts that failed before this one
 * @param page the network's own place in the slice; null at its beginning
 */
record Leased(
        NetworkAccount account, UUID lease, Network network, UUID cursorId, int attempts, Slice slice, String page) {

    UUID accountId() {
        return account.id();
    }

    Terms terms() {
        return account.terms();
    }
}
