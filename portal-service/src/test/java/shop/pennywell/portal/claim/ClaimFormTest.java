package shop.pennywell.portal.claim;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

class ClaimFormTest {
    private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");

    /** A member far in the east or west may have another day on the receipt than we have in UTC. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-21, 2026-11-21T12:00:00Z",
        "2026-11-20, 2026-11-20T22:30:00Z",
        "2026-11-24, 2026-11-24T11:00:00Z",
        "2026-11-25, 2026-11-24T11:00:00Z",
        "' 2026-11-22 ', 2026-11-22T12:00:00Z",
        "2026-11-19,",
        "2026-11-26,",
        "22.11.2026,",
        "2026-02-30,",
        "'',"
    })
    void theDayOfTheOrderIsNeitherBeforeTheClickNorInTheFuture(String typed, String orderedAt) throws Exception {
        Map<String, String> problems = new LinkedHashMap<>();
        ClaimForm form = ClaimForm.empty("01", "");
        form.orderReference = "A-1";
        form.amount = "12,50";
        form.orderedOn = typed;

        Map<String, Object> body = form.claim(click("2026-11-20T22:30:00Z"), NOW, problems);

        assertEquals(orderedAt, body.get("orderedAt"));
        assertEquals(orderedAt == null, problems.containsKey("orderedOn"));
        assertEquals(Map.of("amount", "12.50", "currency", "GBP"), body.get("orderValue"));
    }

    @Test
    void aKeyThatIsNoneIsReplaced() {
        ClaimForm form = ClaimForm.empty("01", "");
        String key = form.once();
        assertEquals(key, form.once());
        form.key = "two words";
        assertNotEquals("two words", form.once());
    }

    private static Claimable click(String at) throws Exception {
        return Claimable.ofClick(new ObjectMapper().readTree("""
                {"clickId":"01","store":{"slug":"gift","name":"Gift"},"currency":"GBP","clickedAt":"%s",
                 "opensOn":"2026-11-27","closesOn":"2027-02-28"}""".formatted(at)));
    }
}
