package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertThrows;

/** Answers of networks, as they look; and what tests ask of them. */
final class Samples {
    static final Terms UTC = terms("UTC");

    private Samples() {}

    static Terms terms(String zone) {
        return new Terms(ZoneId.of(zone), "EUR");
    }

    /** Our own samples. */
    static JsonNode answer(String name) {
        return Wire.read(text(name));
    }

    static String text(String name) {
        try (InputStream file = Samples.class.getResourceAsStream("/network/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Those of another project, which nobody wrote with our adapters in mind. */
    static JsonNode others(String name) {
        return answer("affiliatemcp/" + name);
    }

    static List<NetworkRecord> read(Network network, Iterable<JsonNode> rows, Terms terms) {
        List<NetworkRecord> records = new ArrayList<>();
        rows.forEach(row -> records.add(network.read(row, terms)));
        return records;
    }

    /** What is said of a row that somebody spoiled. */
    static String complaint(Network network, JsonNode row, Consumer<ObjectNode> spoil) {
        ObjectNode copy = row.deepCopy();
        spoil.accept(copy);
        return assertThrows(Unreadable.class, () -> network.read(copy, UTC)).getMessage();
    }

    static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }
}
