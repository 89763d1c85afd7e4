package shop.pennywell.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was answered to the entries of a stream. A file tells of each entry only whether it was rejected, and counts the rest. */
final class StreamAnswers {

    /** Said too early; with these a message is said again. */
    private static final Set<String> TOO_EARLY = Set.of("transaction-unknown", "not-reversible");

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, Long> knownSince = new HashMap<>();
    private final Set<String> settled = new HashSet<>();
    private final Set<StreamMessage> open = new LinkedHashSet<>();
    private final List<String> contradictions = new ArrayList<>();

    /** @param said when it was said: the answer is about some moment after that */
    synchronized void add(ShopSystem.Way way, StreamMessage message, String outcome, String code, long said) {
        String name = (message.isReport() ? "order" : "validation") + " " + outcome;
        counts.merge(message.kind() + " by " + way + ": " + outcome + " " + code, 1, Integer::sum);
        outcomes.merge(name + (outcome.equals("REJECTED") ? " " + code : ""), 1, Integer::sum);
        outcomes.merge(message.kind() + " said", 1, Integer::sum);
        outcomes.merge(message.kind() + " " + outcome + " " + code, 1, Integer::sum);
        String key = key(message);
        if (!outcome.equals("REJECTED") && message.isReport()) {
            knownSince.putIfAbsent(message.order().reference(), System.nanoTime());
        }
        if (TOO_EARLY.contains(code)) {
            Long known = message.order() == null
                    ? null
                    : knownSince.get(message.order().reference());
            if (code.equals("transaction-unknown") && known != null && said > known) {
                contradictions.add(message.order().reference() + " was unknown by " + way + " after it was known");
            }
            if (!settled.contains(key)) {
                open.add(message);
            }
        } else {
            settled.add(key);
            open.removeIf(waiting -> key(waiting).equals(key));
        }
    }

    private static String key(StreamMessage message) {
        return message.kind() + " "
                + (message.order() == null ? message.entry() : message.order().reference());
    }

    /** What a file says of those of its entries that it did not reject. */
    synchronized void addTaken(boolean orders, int accepted, int duplicates, int together) {
        String name = orders ? "order " : "validation ";
        outcomes.merge(name + "ACCEPTED", accepted, Integer::sum);
        outcomes.merge(name + "DUPLICATE", duplicates, Integer::sum);
        outcomes.merge(name + "TAKEN", -accepted - duplicates, Integer::sum);
        if (accepted + duplicates != together) {
            contradictions.add("a file took " + together + " entries and counts " + accepted + " and " + duplicates);
        }
    }

    /** What has to be said again: it was rejected, and nothing since has settled it. */
    synchronized List<StreamMessage> open() {
        return List.copyOf(open);
    }

    synchronized int count(String outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    synchronized List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    /** A line for each kind, way, outcome and code. */
    synchronized String table() {
        StringBuilder table = new StringBuilder();
        counts.forEach((what, count) -> table.append("%7d  %s%n".formatted(count, what)));
        return table.toString();
    }
}
