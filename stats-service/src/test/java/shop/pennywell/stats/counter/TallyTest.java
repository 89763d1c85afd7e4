package shop.pennywell.stats.counter;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TallyTest {

    private static final long LIMIT = 1_000_000_000_000L;

    @Property(tries = 200)
    void replacingAStateByAnotherLeavesExactlyTheOther(
            @ForAll @Size(max = 5) Map<Character, @LongRange(min = -LIMIT, max = LIMIT) Long> before,
            @ForAll @Size(max = 5) Map<Character, @LongRange(min = -LIMIT, max = LIMIT) Long> after) {
        Tally old = tally(before);
        Tally now = tally(after);
        assertEquals(now, old.plus(now.minus(old)));
        assertTrue(old.minus(old).isNothing());
        assertEquals(old.plus(now), now.plus(old));
    }

    @Property(tries = 200)
    void noCounterThatIsZeroIsKept(@ForAll @Size(max = 5) Map<Character, @LongRange(min = -2, max = 2) Long> counters) {
        assertFalse(tally(counters).counters().containsValue(0L));
    }

    private static Tally tally(Map<Character, Long> counters) {
        Map<String, Long> named = new java.util.HashMap<>();
        counters.forEach((name, value) -> named.put(name.toString(), value));
        return Tally.of(named);
    }
}
