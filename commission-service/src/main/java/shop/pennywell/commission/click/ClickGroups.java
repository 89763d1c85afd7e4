package shop.pennywell.commission.click;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import shop.pennywell.commission.click.ClickRepository.Note;
import shop.pennywell.defaults.problem.CommonProblem;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Writes clicks in groups: those of a few milliseconds go to DynamoDB in one call, and each is handed on when its own statement is known to
 * be durable, so that a redirect never leaves before its click is kept. Nobody holds a thread meanwhile.
 *
 * <p>One writer at a time collects; the others write. What DynamoDB throttles is tried again, a few times with growing pauses. What it does
 * not take by then, what has waited too long while it was slow, and what comes when more wait than may is answered 503: a click is never
 * forgotten silently, and memory never fills with members who have left.
 */
@ApplicationScoped
class ClickGroups {
    private static final Logger LOG = Logger.getLogger(ClickGroups.class);

    /** So that a group of the largest receipts stays far below what DynamoDB takes at once. */
    private static final int MOST_TERMS = 2_000;

    private static final int MOST_TRIES = 5;
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);
    private static final Duration LAST_GROUPS_TAKE = Duration.ofSeconds(10);

    private final ClickRepository clicks;
    private final ClickFeed feed;
    private final ClickConfig config;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** Whose turn it is to collect. */
    private final ReentrantLock turn = new ReentrantLock();

    private final List<Thread> writers = new ArrayList<>();
    private boolean stopping;

    private record Waiting(Click click, long since, CompletableFuture<Click> kept) {
        Waiting(Click click) {
            this(click, System.nanoTime(), new CompletableFuture<>());
        }
    }

    ClickGroups(ClickRepository clicks, ClickFeed feed, ClickConfig config) {
        this.clicks = clicks;
        this.feed = feed;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        for (int i = 0; i < config.writers(); i++) {
            Thread writer = new Thread(this::write, "click-writer-" + i);
            writer.setDaemon(true);
            writer.start();
            writers.add(writer);
        }
    }

    /** Whoever waits is served first. New requests are refused long before this, and those under way have had their time to end. */
    void stop(@Observes ShutdownEvent stopped) {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            long end = System.nanoTime() + LAST_GROUPS_TAKE.toNanos();
            for (Thread writer : writers) {
                writer.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Adds the click unless there is one with its id.
     *
     * @return what is there then, durably: this click, or the one that was there before, untouched; fails with a problem 503 if it could not
     *     be kept
     */
    CompletableFuture<Click> add(Click click) {
        Waiting added = new Waiting(click);
        lock.lock();
        try {
            if (stopping || waiting.size() >= config.waiting()) {
                return CompletableFuture.failedFuture(notKept());
            }
            waiting.addLast(added);
            if (waiting.size() == 1 || waiting.size() == ClickRepository.MOST_AT_ONCE) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        return added.kept();
    }

    /** How many wait to be taken into a group. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        try {
            for (List<Waiting> group = next(); !group.isEmpty(); group = next()) {
                write(group);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next group; empty when there will be none. */
    private List<Waiting> next() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            lock.lockInterruptibly();
            try {
                while (waiting.isEmpty()) {
                    if (stopping) {
                        return List.of();
                    }
                    changed.await();
                }
                long left = waiting.peekFirst().since() + config.collectFor().toNanos() - System.nanoTime();
                while (waiting.size() < ClickRepository.MOST_AT_ONCE && left > 0 && !stopping) {
                    left = changed.awaitNanos(left);
                }
                return take();
            } finally {
                lock.unlock();
            }
        } finally {
            turn.unlock();
        }
    }

    /** The longest waiting. Of two with one id, which is one request sent twice, the second goes by a later call. */
    private List<Waiting> take() {
        Map<String, Waiting> group = new LinkedHashMap<>();
        int terms = 0;
        Iterator<Waiting> all = waiting.iterator();
        while (all.hasNext() && group.size() < ClickRepository.MOST_AT_ONCE) {
            Waiting next = all.next();
            terms += next.click().receipt().terms().size();
            if (terms > MOST_TERMS && !group.isEmpty()) {
                break;
            }
            if (group.putIfAbsent(next.click().id(), next) == null) {
                all.remove();
            }
        }
        return List.copyOf(group.values());
    }

    private void write(List<Waiting> group) throws InterruptedException {
        List<Waiting> left = group;
        try {
            for (int tries = 1; tries <= MOST_TRIES; tries++) {
                left = attempt(inTime(left));
                if (left.isEmpty()) {
                    return;
                }
                Thread.sleep(pauseAfter(tries));
            }
            LOG.warnf("DynamoDB was too busy for %d clicks", left.size());
        } catch (SdkException away) {
            // Its client has tried again as often as it may.
            LOG.warnf("up to %d clicks could not be kept: %s", left.size(), away.getMessage());
        } catch (RuntimeException | Error fault) {
            // A writer that ended by it would leave members waiting for nobody.
            LOG.errorf(fault, "up to %d clicks could not be kept", left.size());
        } finally {
            left.forEach(lost -> lost.kept().completeExceptionally(notKept()));
        }
    }

    /** Those whom an answer can still serve; the others get theirs. */
    private List<Waiting> inTime(List<Waiting> group) {
        long latest = System.nanoTime() - config.patience().toNanos();
        List<Waiting> late =
                group.stream().filter(one -> one.since() - latest < 0).toList();
        if (late.isEmpty()) {
            return group;
        }
        LOG.warnf("DynamoDB was too slow for %d clicks", late.size());
        late.forEach(one -> one.kept().completeExceptionally(notKept()));
        return group.stream().filter(one -> !late.contains(one)).toList();
    }

    /** @return what DynamoDB was too busy for */
    private List<Waiting> attempt(List<Waiting> group) {
        if (group.isEmpty()) {
            return group;
        }
        List<Click> wanted = group.stream().map(Waiting::click).toList();
        Note note = ClickRepository.noteOf(wanted);
        List<ClickRepository.Outcome> outcomes = clicks.add(wanted, note);
        List<Click> kept = new ArrayList<>();
        List<Waiting> again = new ArrayList<>();
        Map<String, Waiting> before = new LinkedHashMap<>();
        for (int i = 0; i < group.size(); i++) {
            Waiting one = group.get(i);
            switch (outcomes.get(i)) {
                case ADDED -> {
                    kept.add(one.click());
                    one.kept().complete(one.click());
                }
                case WAS_THERE -> before.put(one.click().id(), one);
                case TRY_AGAIN -> again.add(one);
                case REFUSED -> one.kept().completeExceptionally(notKept());
            }
        }
        if (!before.isEmpty()) {
            // The gateway sends a request again, and the client of DynamoDB a group, when only the answer got lost.
            // Whoever put the click may have died before it told. Stats knows clicks by id.
            clicks.all(before.keySet()).forEach((id, click) -> {
                kept.add(click);
                before.remove(id).kept().complete(click);
            });
            again.addAll(before.values());
        }
        if (!kept.isEmpty()) {
            feed.tell(note.id(), kept);
        }
        return again;
    }

    private static long pauseAfter(int tries) {
        long longest = FIRST_PAUSE_MILLIS << tries;
        return ThreadLocalRandom.current().nextLong(longest / 2, longest);
    }

    private static RuntimeException notKept() {
        return CommonProblem.UNAVAILABLE
                .problem("The click could not be recorded. Try again.")
                .retryAfter(TRY_AGAIN_AFTER);
    }
}
