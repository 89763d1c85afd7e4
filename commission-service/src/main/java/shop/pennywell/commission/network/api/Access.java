package shop.pennywell.commission.network.api;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import shop.pennywell.commission.NetworkName;

/**
 * How a network is reached.
 *
 * @param address of its interface, unless configuration says otherwise
 * @param credentials what they consist of; the first tells who we are there, and no two accounts have the same
 * @param pacedBy which of the credentials the network counts calls by
 * @param callsPerMinute the most that it allows; our guess where it does not publish that, and says in its headers when it was too many
 * @param longestSlice the most that it answers at once, or stays healthy with
 * @param usualZone of its times without an offset, where the account says nothing else
 * @param idField where a row has its id
 */
public record Access(
        NetworkName name,
        String address,
        List<String> credentials,
        String pacedBy,
        int callsPerMinute,
        Duration longestSlice,
        ZoneId usualZone,
        String idField) {}
