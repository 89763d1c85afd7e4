package shop.pennywell.bench.click;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * Shoppers who click while their replica is killed again and again. Each goes to a place of its own; a click-out without an answer is sent
 * again, as the gateway does, when there is a replica. In the end the store's rows are held against what shoppers were told.
 */
final class Kills {
    private static final String PLACE = "https%3A%2F%2Fwww.shop.example%2Fp%2F";
    private static final long LONG = 60_000_000_000L;

    private final Platform platform;
    private final String[] members;
    private final String userAgent;

    /** Ids of requests that were sent, by number. */
    private final Map<Integer, UUID> sent = new HashMap<>();

    /** Click ids that shoppers were sent on with. */
    private final Map<Integer, String> told = new HashMap<>();

    private final Set<Integer> unanswered = new HashSet<>();
    private int resent;
    private int refused;
    private int fewestInARound = Integer.MAX_VALUE;
    private Runnable answer = () -> {};

    Kills(Platform platform, String[] members, String userAgent) {
        this.platform = platform;
        this.members = members;
        this.userAgent = userAgent;
    }

    /**
     * Clicks until the replica is killed, and starts another.
     *
     * @param answers after so many of which it is killed: a replica that has just started is slow at first
     * @param millis and this much later, at any moment of a group's way
     */
    void round(int connections, int answers, long millis) throws Exception {
        int before = told.size();
        CountDownLatch enough = new CountDownLatch(answers);
        answer = enough::countDown;
        Thread killer = new Thread(() -> {
            try {
                enough.await();
                Thread.sleep(millis);
                platform.commission().kill();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        killer.start();
        if (click(connections, LONG) == 0) {
            throw new IllegalStateException("the replica was not killed");
        }
        killer.join();
        fewestInARound = Math.min(fewestInARound, told.size() - before);
        platform.commission().start();
    }

    void lastRound(int connections) throws IOException {
        click(connections, 1_000_000_000L);
    }

    /** @return how many connections broke */
    private int click(int connections, long nanos) throws IOException {
        List<Integer> again = new ArrayList<>(unanswered);
        resent += again.size();
        Map<Integer, Integer> numbers = new HashMap<>();
        try (Load load = new Load(platform.commission().port(), connections, i -> {
            int number = i < again.size() ? again.get(i) : sent.size();
            numbers.put(i, number);
            unanswered.add(number);
            UUID request = sent.computeIfAbsent(number, n -> Bench.requestId());
            return platform.click(members[number % members.length], request, PLACE + number, userAgent);
        })) {
            load.heard((i, status, head) -> heard(numbers.get(i), status, head));
            return load.closed(nanos, Integer.MAX_VALUE).broken();
        }
    }

    private void heard(int number, int status, String head) {
        if (status == 302) {
            answer.run();
            told.put(number, head.replaceFirst("(?is).*\r\nclick-id: ([0-9A-Z]+).*", "$1"));
            unanswered.remove(number);
        } else {
            refused++;
        }
    }

    private List<String> lost() {
        Map<String, JsonNode> rows = platform.surroundings().rows();
        return told.values().stream().filter(id -> !rows.containsKey(id)).toList();
    }

    /** Places with more than one click. */
    private List<String> doubled() {
        Map<String, Integer> places = new TreeMap<>();
        platform.surroundings()
                .rows()
                .values()
                .forEach(row -> places.merge(row.path("landing").path("S").asText(), 1, Integer::sum));
        return places.entrySet().stream()
                .filter(place -> place.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean isNothingLostOrDoubled() {
        return fewestInARound > 0
                && resent > 0
                && lost().isEmpty()
                && doubled().isEmpty()
                && unanswered.isEmpty()
                && new HashSet<>(told.values()).size() == told.size();
    }

    String summary(int kills) {
        return String.format(
                "%d kills, %,d click-outs, %,d sent again after a kill, %,d answered 503; %,d ids seen by shoppers (at least %,d"
                        + " before each kill), %,d rows, %d lost, %d doubled, %d never answered",
                kills,
                sent.size(),
                resent,
                refused,
                told.size(),
                fewestInARound,
                platform.surroundings().rows().size(),
                lost().size(),
                doubled().size(),
                unanswered.size());
    }
}
