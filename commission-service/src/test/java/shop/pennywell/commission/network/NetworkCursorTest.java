package shop.pennywell.commission.network;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.network.api.PollWindow;
import shop.pennywell.commission.network.api.Slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NetworkCursorTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration MONTH = Duration.ofDays(31);
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final NetworkCursor cursor =
            new NetworkCursor(UUID.randomUUID(), PollWindow.SWEEP, NOW.minus(Duration.ofDays(70)), MONTH, NOW);

    @Test
    void aRoundIsReadInSlicesThatTouch() {
        List<Slice> slices = new ArrayList<>();
        do {
            slices.add(cursor.slice(NOW.minus(Duration.ofDays(70)), NOW));
            cursor.turned(null, MONTH, PAUSE, NOW);
        } while (cursor.sliceFrom() != null);

        assertEquals(3, slices.size());
        assertEquals(NOW.minus(Duration.ofDays(70)), slices.get(0).from());
        assertEquals(slices.get(0).until(), slices.get(1).from());
        assertEquals(slices.get(1).until(), slices.get(2).from());
        assertEquals(NOW, slices.get(2).until());
        assertEquals(NOW, cursor.readUntil());
        assertEquals(NOW.plus(PAUSE), cursor.dueAt());
    }

    @Test
    void aRoundReadsUpToWhereItBeganHoweverLongItTakes() {
        cursor.slice(NOW.minus(PAUSE), NOW);
        Instant later = NOW.plus(Duration.ofHours(3));
        assertEquals(NOW, cursor.slice(later, later).until());

        cursor.turned(null, MONTH, PAUSE, later);

        assertEquals(NOW, cursor.readUntil());
    }

    @Test
    void pagesOfASliceComeOneAfterTheOtherAndOthersInBetween() {
        cursor.slice(NOW.minus(PAUSE), NOW);
        cursor.turned("2", MONTH, PAUSE, NOW.plusSeconds(1));

        assertEquals("2", cursor.page());
        assertEquals(NOW.plusSeconds(1), cursor.dueAt());
        cursor.turned(null, MONTH, PAUSE, NOW.plusSeconds(2));
        assertNull(cursor.page());
    }

    @Test
    void aNetworkThatGoesInCirclesIsLeft() {
        cursor.slice(NOW.minus(PAUSE), NOW);
        cursor.turned("2", MONTH, PAUSE, NOW);
        cursor.turned("2", MONTH, PAUSE, NOW);

        assertNull(cursor.sliceFrom());
        assertEquals("endless", cursor.problem());
    }

    @Test
    void tooMuchAtOnceIsHalvedAndGrowsAgain() {
        Instant from = NOW.minus(Duration.ofDays(31));
        cursor.slice(from, NOW);

        assertTrue(cursor.shorten());
        assertEquals(
                from.plus(Duration.ofDays(31).dividedBy(2)),
                cursor.slice(from, NOW).until());
        assertTrue(cursor.shorten());
        assertEquals(
                from.plus(Duration.ofDays(31).dividedBy(4)),
                cursor.slice(from, NOW).until());
        cursor.turned(null, MONTH, PAUSE, NOW);
        Slice next = cursor.slice(from, NOW);
        assertEquals(from.plus(Duration.ofDays(31).dividedBy(4)), next.from());
        assertEquals(Duration.ofDays(31).dividedBy(2), Duration.between(next.from(), next.until()));
    }

    @Test
    void fiveMinutesAreAsLittleAsCanBe() {
        cursor.slice(NOW.minus(Duration.ofMinutes(15)), NOW);

        assertTrue(cursor.shorten());
        assertFalse(cursor.shorten());
    }

    @Test
    void aFailureLosesNoPlace() {
        cursor.slice(NOW.minus(PAUSE), NOW);
        cursor.turned("2", MONTH, PAUSE, NOW);
        cursor.failed("network-away", "answered 503", NOW.plusSeconds(30));

        assertEquals("2", cursor.page());
        assertEquals(1, cursor.attempts());
        assertEquals(NOW.plusSeconds(30), cursor.dueAt());
        cursor.turned(null, MONTH, PAUSE, NOW);
        assertNull(cursor.problem());
        assertEquals(0, cursor.attempts());
    }
}
