package shop.pennywell.defaults.money;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;

/** The wire format of {@link Money}; an amount that is a JSON number is refused, since numbers lose cents on the way. */
final class MoneyJson {

    private MoneyJson() {}

    static final class Writer extends JsonSerializer<Money> {

        @Override
        public void serialize(Money money, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeStringField("amount", money.amount());
            json.writeStringField("currency", money.currencyCode());
            json.writeEndObject();
        }
    }

    static final class Reader extends JsonDeserializer<Money> {

        @Override
        public Money deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode node = parser.readValueAsTree();
            try {
                if (!node.isObject() || !node.path("amount").isTextual()) {
                    throw new IllegalArgumentException("money is {\"amount\":\"12.50\",\"currency\":\"EUR\"}");
                }
                return Money.parse(
                        node.path("amount").textValue(), node.path("currency").textValue());
            } catch (IllegalArgumentException notMoney) {
                throw new JsonMappingException(parser, notMoney.getMessage(), notMoney);
            }
        }
    }
}
