package shop.pennywell.commission.click;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertThrows;

class ClickLifetimeTest {

    @Test
    void clicksOutliveTheLastClaimAboutThem() {
        ClickLifetime.requireOutlastsClaims(Duration.ofDays(500));
        ClickLifetime.requireOutlastsClaims(Duration.ofDays(495));
        assertThrows(IllegalStateException.class, () -> ClickLifetime.requireOutlastsClaims(Duration.ofDays(494)));
    }
}
