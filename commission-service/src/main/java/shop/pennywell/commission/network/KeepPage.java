package shop.pennywell.commission.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import shop.pennywell.commission.network.NetworkOrderRepository.Head;
import shop.pennywell.commission.network.NetworkOrderRepository.Kept;
import shop.pennywell.commission.network.api.Network;
import shop.pennywell.commission.network.api.NetworkRecord;
import shop.pennywell.commission.network.api.RawPage;
import shop.pennywell.commission.network.api.Unreadable;
import shop.pennywell.commission.network.api.Wire;

/**
 * Keeps what a network said on a page, and moves the cursor, in one transaction. Only what is new is kept: a record whose newest revision
 * means the same is no news, however often it comes. What comes back after something else was said in between is news again.
 */
@ApplicationScoped
class KeepPage {
    private final NetworkAccountRepository accounts;
    private final NetworkCursorRepository cursors;
    private final NetworkOrderRepository orders;
    private final NetworksConfig config;

    KeepPage(
            NetworkAccountRepository accounts,
            NetworkCursorRepository cursors,
            NetworkOrderRepository orders,
            NetworksConfig config) {
        this.accounts = accounts;
        this.cursors = cursors;
        this.orders = orders;
        this.config = config;
    }

    /** Another replica has the account by now: what this one read may be older than what that one kept. */
    static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeaseLost() {
            super("the lease was lost", null, false, false);
        }
    }

    /** @return how many records said something new */
    int keep(Leased leased, RawPage page, Instant now) {
        Map<String, Read> read = new LinkedHashMap<>();
        for (JsonNode row : page.rows()) {
            Read one = read(leased.network(), row, leased);
            // The later of two on one page stands, in its place.
            read.remove(one.recordId());
            read.put(one.recordId(), one);
        }
        return QuarkusTransaction.requiringNew().call(() -> {
            NetworkAccount account = holding(leased);
            int news = keep(account, leased, List.copyOf(read.values()), now);
            NetworkCursor cursor = cursors.findById(leased.cursorId());
            cursor.turned(page.next(), leased.network().access().longestSlice(), pause(cursor), now);
            account.release();
            return news;
        });
    }

    /** Calls off what was begun. */
    NetworkAccount holding(Leased leased) {
        return accounts.lock(leased.accountId())
                .filter(account -> account.isLeasedTo(leased.lease()))
                .orElseThrow(LeaseLost::new);
    }

    /** @param changedAt null if the network does not tell */
    private record Read(String recordId, String orderKey, String fingerprint, Instant changedAt, String payload) {}

    private static Read read(Network network, JsonNode row, Leased leased) {
        String payload = Wire.write(row);
        try {
            NetworkRecord record = network.read(row, leased.terms());
            return new Read(record.id(), record.orderKey(), record.fingerprint(), record.changedAt(), payload);
        } catch (Unreadable keptAllTheSame) {
            String digest = NetworkRecord.digest(payload);
            String id = network.recordId(row).orElse("?" + digest);
            return new Read(id, id, digest, null, payload);
        }
    }

    private int keep(NetworkAccount account, Leased leased, List<Read> read, Instant now) {
        Map<String, Head> heads =
                orders.heads(account.id(), read.stream().map(Read::recordId).toList());
        List<Kept> news = new ArrayList<>();
        Set<UUID> before = new TreeSet<>();
        for (Read one : read) {
            Head head = heads.get(one.recordId());
            if (head == null || isNews(one, head, leased)) {
                int revision = head == null ? 1 : head.revision() + 1;
                news.add(new Kept(
                        one.recordId(), revision, one.orderKey(), one.fingerprint(), one.changedAt(), one.payload()));
                if (head != null) {
                    before.add(head.orderId());
                }
            }
        }
        orders.keep(account.id(), leased.slice().window().name(), news, before, now);
        return news.size();
    }

    private boolean isNews(Read one, Head head, Leased leased) {
        return !one.fingerprint().equals(head.fingerprint())
                && !(isBefore(one.changedAt(), head.changedAt()) && isBefore(one.changedAt(), changedAt(head, leased)));
    }

    private static boolean isBefore(Instant one, Instant other) {
        return one != null && other != null && one.isBefore(other);
    }

    /** Read again, for staff may have given the account another zone since. */
    private Instant changedAt(Head head, Leased leased) {
        try {
            String payload = orders.payload(leased.accountId(), head.recordId(), head.revision());
            return leased.network().read(Wire.read(payload), leased.terms()).changedAt();
        } catch (Unreadable whatWasReadOnce) {
            return null;
        }
    }

    private Duration pause(NetworkCursor cursor) {
        return switch (cursor.window()) {
            case NEW -> config.newEvery();
            case CHANGED -> config.changedEvery();
            case SWEEP -> config.sweepEvery();
        };
    }
}
