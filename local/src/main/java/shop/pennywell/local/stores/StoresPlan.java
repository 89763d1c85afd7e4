package shop.pennywell.local.stores;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Which stores to start, where and with which secrets.
 *
 * @param folder where the data lives
 * @param ports a port per store to start; 0 is any free one, for S3 and mail. The others can't tell which one they took,
 *     and to look for one beforehand is a race with everybody who looks
 * @param durable false for tests: no flush to disk, DynamoDB in memory
 * @param databasePasswordOf the password of a service's database login
 */
public record StoresPlan(
        Path folder,
        Map<Store, Integer> ports,
        boolean durable,
        UnaryOperator<String> databasePasswordOf,
        String accessKey,
        String secretKey) {

    /** What can be started; mail has two ports, SMTP and the inbox. */
    public enum Store {
        POSTGRES,
        DYNAMODB,
        S3,
        SMTP,
        INBOX
    }

    Set<Store> stores() {
        return ports.keySet();
    }
}
