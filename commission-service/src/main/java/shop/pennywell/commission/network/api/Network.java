package shop.pennywell.commission.network.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import shop.pennywell.commission.NetworkName;

/**
 * One affiliate network: how its interface is asked, and what its answers mean. Pulling and reading are apart, so that a record is kept
 * word for word before anybody tries to understand it, and is read again when we have learned more.
 */
public interface Network {

    Access access();

    default NetworkName name() {
        return access().name();
    }

    /** @throws IllegalArgumentException with a reason fit for staff's eyes, if the network cannot work with it */
    default void check(Terms terms) {}

    /**
     * One page, by as few calls as it takes.
     *
     * @param page what the page before named as the next; null for the first
     */
    RawPage pull(Session session, Slice slice, String page) throws NetworkFailure;

    /**
     * What a row says. Pure: the same row reads the same at any time.
     *
     * @throws Unreadable if something that matters is missing or makes no sense
     */
    NetworkRecord read(JsonNode row, Terms terms);

    /** The id of a row that cannot be read otherwise, so that a better version of it takes its place. */
    default Optional<String> recordId(JsonNode row) {
        return Row.id(row, access().idField());
    }
}
