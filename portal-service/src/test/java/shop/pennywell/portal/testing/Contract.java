package shop.pennywell.portal.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import shop.pennywell.contracts.Contracts;

/** Holds what this service says to the schemas that its readers rely on. */
public final class Contract {

    private Contract() {}

    /** Empty when the data is as contracts/ says. */
    public static List<String> violations(String type, JsonNode data) {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Contracts.schema(type), config)
                .validate(data)
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
