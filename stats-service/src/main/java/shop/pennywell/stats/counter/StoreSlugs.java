package shop.pennywell.stats.counter;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which store a slug means. Every event that names both teaches it, so it does not matter which comes first; a slug that a
 * store has given up goes on meaning that store until another takes it.
 */
@ApplicationScoped
public class StoreSlugs {

    /** Longer ones exist nowhere, and a key of DynamoDB has at most 2,048 bytes. */
    private static final int MAX_SLUG = 200;

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int MAX_REMEMBERED = 10_000;

    private final DynamoDbClient dynamo;
    private final StatsTable table;
    /** Saves a write for each click; forgetting it costs no more than that write. */
    private final Map<String, String> learnt = new ConcurrentHashMap<>();

    StoreSlugs(DynamoDbClient dynamo, StatsTable table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    public void learn(String slug, UUID storeId) {
        if (storeId.toString().equals(learnt.get(slug))) {
            return;
        }
        Map<String, AttributeValue> item = new HashMap<>(key(slug));
        item.put("storeId", AttributeValue.fromS(storeId.toString()));
        dynamo.putItem(request -> request.tableName(table.name()).item(item));
        if (learnt.size() >= MAX_REMEMBERED) {
            learnt.clear();
        }
        learnt.put(slug, storeId.toString());
    }

    /**
     * @param slugOrId of a store
     * @return its id; nothing for a slug that no event has named
     */
    public Optional<String> storeId(String slugOrId) {
        if (UUID_FORM.matcher(slugOrId).matches()) {
            return Optional.of(slugOrId);
        }
        if (slugOrId.isEmpty() || slugOrId.length() > MAX_SLUG) {
            return Optional.empty();
        }
        Map<String, AttributeValue> item = dynamo.getItem(
                        request -> request.tableName(table.name()).key(key(slugOrId)))
                .item();
        return Optional.ofNullable(item).map(found -> found.get("storeId")).map(AttributeValue::s);
    }

    private static Map<String, AttributeValue> key(String slug) {
        return StatsTable.key("SLUG#" + slug, "-");
    }
}
