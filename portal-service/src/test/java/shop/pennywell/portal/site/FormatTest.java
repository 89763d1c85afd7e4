package shop.pennywell.portal.site;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class FormatTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-25T00:00:00Z       | until midnight UTC
            2026-11-24T18:00:00Z       | until today, 18:00 UTC
            2026-11-30T00:00:00Z       | until Sunday
            2026-11-29T00:00:00.001Z   | until Sunday, 00:00 UTC
            2026-11-29T23:59:00Z       | until Sunday, 23:59 UTC
            2026-12-01T00:00:00Z       | until Monday
            """)
    void saysUntilWhenSomethingEndsThatHasAnExclusiveEnd(Instant end, String text) {
        Clock tuesday = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

        assertEquals(text, new Format(null, tuesday).until(end));
    }
}
