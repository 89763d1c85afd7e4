package shop.pennywell.commission.fileformat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Each object with one member more. */
final class JsonCopy implements EntryCopy {
    private final ObjectMapper json;
    private final ObjectReader oneValue;
    private final Writer out;

    JsonCopy(ObjectMapper json, Writer out) {
        this.json = json;
        this.oneValue = json.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.out = out;
    }

    @Override
    public void copy(byte[] text, long line, String code, String detail) throws IOException {
        String said = new String(text, StandardCharsets.UTF_8).strip();
        ObjectNode copy = read(said) instanceof ObjectNode object
                ? object
                : json.createObjectNode().put("text", said);
        copy.putObject("error").put("line", line).put("code", code).put("detail", detail);
        out.write(copy + "\n");
    }

    private JsonNode read(String said) {
        try {
            return oneValue.readValue(said);
        } catch (JsonProcessingException broken) {
            return null;
        }
    }
}
