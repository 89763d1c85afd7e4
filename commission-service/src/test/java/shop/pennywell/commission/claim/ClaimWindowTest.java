package shop.pennywell.commission.claim;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ClaimWindowTest {
    private final ClaimWindow window = ClaimWindow.after(Instant.parse("2026-02-22T23:59:59.999Z"), 7, 10);

    @Test
    void countsWholeDaysFromTheDayOfTheClick() {
        assertEquals(LocalDate.parse("2026-03-01"), window.opensOn());
        assertEquals(LocalDate.parse("2026-03-04"), window.closesOn());
    }

    @Test
    void isOpenOnItsFirstAndOnItsLastDay() {
        assertTrue(window.isTooEarly(LocalDate.parse("2026-02-28")));
        assertFalse(window.isTooEarly(LocalDate.parse("2026-03-01")));
        assertFalse(window.isTooLate(LocalDate.parse("2026-03-04")));
        assertTrue(window.isTooLate(LocalDate.parse("2026-03-05")));
    }
}
