package shop.pennywell.commission.network;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.commission.network.api.PollWindow;
import shop.pennywell.commission.network.api.Slice;
import shop.pennywell.defaults.id.Ids;

/**
 * How far one window of an account has been read. A round reads from where the last one ended (with an overlap) to the time it began, in
 * slices as long as the network likes, each page by page; every page moves the cursor in the transaction that keeps the page's records, so
 * that whoever goes on, after whatever, loses none.
 */
@Entity
class NetworkCursor {
    private static final Duration SHORTEST_SLICE = Duration.ofMinutes(5);
    /** A network that never comes to an end is broken. */
    private static final int MOST_PAGES = 5_000;

    @Id
    private UUID id;

    private UUID accountId;

    @Enumerated(EnumType.STRING)
    private PollWindow pollWindow;

    private Instant readUntil;
    private Instant roundUntil;
    private Instant sliceFrom;
    private Instant sliceUntil;
    private long sliceLength;
    private String page;
    private int pages;
    private Instant dueAt;
    private int attempts;
    private String problem;
    private String detail;
    private Instant completedAt;

    protected NetworkCursor() {}

    NetworkCursor(UUID accountId, PollWindow window, Instant since, Duration sliceLength, Instant now) {
        this.id = Ids.newId();
        this.accountId = accountId;
        this.pollWindow = window;
        this.readUntil = since;
        this.sliceLength = sliceLength.toSeconds();
        this.dueAt = now;
    }

    /** What is to be read next; begins a round if none is under way. */
    Slice slice(Instant from, Instant now) {
        if (roundUntil == null) {
            roundUntil = now;
            sliceFrom = from.isBefore(now) ? from : now;
            page = null;
            pages = 0;
            sliceUntil = end();
        }
        return new Slice(pollWindow, sliceFrom, sliceUntil);
    }

    /**
     * A page has been kept.
     *
     * @param next the network's next page of the slice; null if that was its last
     * @param longest the longest slice of the network
     * @param pause until the next round
     */
    void turned(String next, Duration longest, Duration pause, Instant now) {
        attempts = 0;
        problem = null;
        detail = null;
        dueAt = now;
        if (next != null && pages < MOST_PAGES && !next.equals(page)) {
            page = next;
            pages++;
            return;
        }
        if (next != null) {
            problem = "endless";
            detail = "the slice from " + sliceFrom + " had no end; the sweep reads what is missing";
        }
        page = null;
        pages = 0;
        sliceLength = Math.min(longest.toSeconds(), sliceLength * 2);
        if (sliceUntil.isBefore(roundUntil)) {
            sliceFrom = sliceUntil;
            sliceUntil = end();
            return;
        }
        readUntil = roundUntil;
        roundUntil = null;
        sliceFrom = null;
        sliceUntil = null;
        completedAt = now;
        dueAt = now.plus(pause);
    }

    /** Asks for less at once from the beginning of the slice on; false if it is as little as can be. */
    boolean shorten() {
        long half = Duration.between(sliceFrom, sliceUntil).toSeconds() / 2;
        if (half < SHORTEST_SLICE.toSeconds()) {
            return false;
        }
        sliceLength = half;
        sliceUntil = end();
        page = null;
        pages = 0;
        return true;
    }

    void failed(String code, String said, Instant again) {
        attempts++;
        problem = code;
        detail = said;
        dueAt = again;
    }

    /** Staff want it read now. */
    void hurry(Instant now) {
        attempts = 0;
        dueAt = now;
    }

    private Instant end() {
        Instant end = sliceFrom.plusSeconds(sliceLength);
        return end.isBefore(roundUntil) ? end : roundUntil;
    }

    UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    PollWindow window() {
        return pollWindow;
    }

    Instant readUntil() {
        return readUntil;
    }

    /** Null between rounds. */
    Instant sliceFrom() {
        return sliceFrom;
    }

    Instant roundUntil() {
        return roundUntil;
    }

    String page() {
        return page;
    }

    Instant dueAt() {
        return dueAt;
    }

    int attempts() {
        return attempts;
    }

    String problem() {
        return problem;
    }

    String detail() {
        return detail;
    }

    Instant completedAt() {
        return completedAt;
    }
}
