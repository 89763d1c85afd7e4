package shop.pennywell.portal.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KeyRingTest {

    private static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration ROTATE = Duration.ofDays(30);
    private static final Duration AHEAD = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final KeyRing ring = new KeyRing(List.of(key("second", day(30)), key("first", DAY_0)));

    @Test
    void signsWithTheOldKeyUntilTheTurnOfTheNewOne() {
        assertEquals("first", signing(day(30).minusSeconds(1)));
        assertEquals("second", signing(day(30)));
        assertTrue(ring.signingAt(DAY_0.minusSeconds(1)).isEmpty());
    }

    @Test
    void wantsASuccessorSoEarlyThatItCanBePublishedAhead() {
        KeyRing one = new KeyRing(List.of(key("first", DAY_0)));

        assertFalse(one.needsSuccessorAt(day(30).minus(AHEAD).minusSeconds(1), ROTATE, AHEAD));
        assertTrue(one.needsSuccessorAt(day(30).minus(AHEAD), ROTATE, AHEAD));
        assertFalse(ring.needsSuccessorAt(day(30), ROTATE, AHEAD));
        assertTrue(new KeyRing(List.of()).needsSuccessorAt(DAY_0, ROTATE, AHEAD));
    }

    @Test
    void keepsAnOldKeyUntilItsLastTokenHasExpired() {
        assertEquals(List.of(), ring.spentAt(day(30).plus(LONGEST), LONGEST));
        assertEquals(
                List.of("first"),
                ring.spentAt(day(30).plus(LONGEST).plusSeconds(1), LONGEST).stream()
                        .map(KeyRing.Key::id)
                        .toList());
    }

    private String signing(Instant at) {
        return ring.signingAt(at).orElseThrow().id();
    }

    private static Instant day(int day) {
        return DAY_0.plus(Duration.ofDays(day));
    }

    private static KeyRing.Key key(String id, Instant signsFrom) {
        return new KeyRing.Key(id, null, null, signsFrom);
    }
}
