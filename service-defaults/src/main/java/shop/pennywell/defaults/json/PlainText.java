package shop.pennywell.defaults.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Refuses texts with the NUL character, which PostgreSQL cannot keep, and with half a character (an unpaired surrogate), which UTF-8
 * cannot write: they would end as our fault instead of the sender's.
 */
@Singleton
class PlainText implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper json) {
        json.registerModule(new SimpleModule("plain-text").addDeserializer(String.class, new Reader()));
    }

    private static final class Reader extends StringDeserializer {
        private static final long serialVersionUID = 1L;

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = super.deserialize(parser, context);
            if (text != null && !isPlain(text)) {
                throw new JsonMappingException(
                        parser, "not plain", new IllegalArgumentException("must be text without the NUL character"));
            }
            return text;
        }

        private static boolean isPlain(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == 0 || Character.isLowSurrogate(c)) {
                    return false;
                }
                if (Character.isHighSurrogate(c)
                        && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
                    return false;
                }
            }
            return true;
        }
    }
}
