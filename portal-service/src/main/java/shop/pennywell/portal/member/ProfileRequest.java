package shop.pennywell.portal.member;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;

/**
 * What is to change. What is left out stays; null takes away (RFC 7396), as does an empty text, where there may be none: of the
 * display name.
 */
public record ProfileRequest(
        @JsonDeserialize(using = NullIsEmpty.class) String displayName,
        @JsonDeserialize(using = NullIsEmpty.class) String country,
        @JsonDeserialize(using = NullIsEmpty.class) String locale,
        @JsonDeserialize(using = NullIsEmpty.class) String currency) {

    /** Keeps a null that was written apart from a field that was not. */
    static final class NullIsEmpty extends StdDeserializer<String> {

        private static final long serialVersionUID = 1L;

        NullIsEmpty() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return StringDeserializer.instance.deserialize(parser, context);
        }

        @Override
        public String getNullValue(DeserializationContext context) {
            return "";
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
