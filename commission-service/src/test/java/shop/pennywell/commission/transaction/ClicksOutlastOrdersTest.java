package shop.pennywell.commission.transaction;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ClicksOutlastOrdersTest {

    @Test
    void clicksAreKeptUntilTheLastOrderCanHaveCome() {
        assertDoesNotThrow(() -> ClicksOutlastOrders.require(Duration.ofDays(150), Duration.ofDays(90)));

        String why = assertThrows(
                        IllegalStateException.class,
                        () -> ClicksOutlastOrders.require(Duration.ofDays(149), Duration.ofDays(90)))
                .getMessage();
        assertTrue(why.contains("at least 150 days"), why);
    }
}
