package shop.pennywell.commission.network.api;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RowTest {

    @ParameterizedTest
    @CsvSource({
        // With their own offset, whatever the zone.
        "2024-09-10T10:42:38-07:00, Europe/Berlin, 2024-09-10T17:42:38Z",
        "2024-09-10T10:42:38.123+0200, UTC, 2024-09-10T08:42:38.123Z",
        "2024-09-10T10:42:38Z, Asia/Tokyo, 2024-09-10T10:42:38Z",
        "2024-09-10 10:42:38 +02:00, UTC, 2024-09-10T08:42:38Z",
        // Without one.
        "2019-02-26 23:17:56.0, Europe/Stockholm, 2019-02-26T22:17:56Z",
        "2026-07-01T12:00:00, Europe/Berlin, 2026-07-01T10:00:00Z",
        "2026-07-01 12:00, Europe/Moscow, 2026-07-01T09:00:00Z",
        "2026-07-01, America/New_York, 2026-07-01T04:00:00Z",
        // 02:30 does not exist in Berlin on 29 March 2026, 01:30 not in London.
        "2026-03-29T02:30:00, Europe/Berlin, 2026-03-29T01:30:00Z",
        "2026-03-29T01:30:00, Europe/London, 2026-03-29T01:30:00Z",
        // It comes twice on 25 October 2026; the hours around it once.
        "2026-10-25T01:59:59, Europe/Berlin, 2026-10-24T23:59:59Z",
        "2026-10-25T02:30:00, Europe/Berlin, 2026-10-25T01:30:00Z",
        "2026-10-25T03:00:00, Europe/Berlin, 2026-10-25T02:00:00Z",
    })
    void readsTimes(String text, String zone, String instant) {
        assertEquals(Instant.parse(instant), Row.instant(text, ZoneId.of(zone)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2026-13-01",
                "2026-02-30T00:00:00",
                "20260101",
                "1970-01-01T00:00:00Z",
                "9999-01-01",
                "2026-07-01T12:00:00+99:00"
            })
    void refusesWhatIsNoTime(String text) {
        assertThrows(DateTimeException.class, () -> Row.instant(text, ZoneId.of("UTC")));
    }

    @ParameterizedTest
    @CsvSource({
        "7.781, 7.781",
        "'\"7.781\"', 7.781",
        "'\" -12.50 \"', -12.50",
        "5.590, 5.590",
        "100, 100",
        "1e2, 100",
        "0.0909, 0.0909"
    })
    void readsAmountsExactly(String json, String amount) {
        assertEquals(new BigDecimal(amount), row("{\"a\":" + json + "}").decimal("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1,234.50\"",
                "\"12.\"",
                "\"€5\"",
                "\"1e2\"",
                "1E+600000000",
                "1E-600000000",
                "true",
                "{}",
                "\"NaN\"",
                "12345678901234567890"
            })
    void refusesWhatIsNoAmount(String json) {
        assertThrows(Unreadable.class, () -> row("{\"a\":" + json + "}").decimal("a"));
    }

    @Test
    void whatIsMissingOrEmptyIsNothing() {
        Row row = row("{\"a\":null,\"b\":\"\",\"c\":\" \"}");

        assertNull(row.decimal("a"));
        assertNull(row.decimal("b"));
        assertNull(row.text("c"));
        assertNull(row.time("d", ZoneId.of("UTC")));
        assertNull(row.at("e").at("f").text("g"));
        assertEquals(1, row.quantity("a"));
        assertTrue(row.rows("a").isEmpty());
        assertFalse(row.flag("a"));
        assertThrows(Unreadable.class, () -> row.required("b"));
        assertThrows(Unreadable.class, () -> row.requiredDecimal("a"));
        assertThrows(Unreadable.class, () -> row.requiredTime("a", ZoneId.of("UTC")));
    }

    @Test
    void cleansWhatPeopleWrote() {
        assertEquals("a b", row("{\"a\":\"a\\u0000b\"}").words("a"));
        assertEquals("a", row("{\"a\":\"a\\ud800\"}").words("a"));
        assertEquals(200, row("{\"a\":\"" + "x".repeat(500) + "\"}").words("a").length());
        assertEquals("01JB4Z", row("{\"a\":\" 01jb4z \"}").clickId("a"));
        assertEquals("17", row("{\"a\":17}").clickId("a"));
    }

    @Test
    void aRowWithoutEndIsRefused() {
        assertThrows(Unreadable.class, () -> row("{\"a\":[" + "{},".repeat(2_000) + "{}]}")
                .rows("a"));
    }

    private static Row row(String json) {
        return Row.of(Wire.read(json));
    }
}
