package shop.pennywell.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The events between the services: for each type a JSON Schema (2020-12) of its {@code data} and a sample that satisfies it.
 *
 * <p>Producers prove in a test that what they publish satisfies the schema, consumers that they can read the sample. Readers
 * must tolerate fields they do not know, so no schema forbids them. A field that is not required may be absent or null, which
 * mean the same.
 */
public final class Contracts {

    private static final List<String> TYPES = List.of(
            "cashback.changed",
            "claim.changed",
            "click.recorded",
            "member.erased",
            "member.password-reset-requested",
            "member.registered",
            "member.registration-repeated",
            "member.updated",
            "member.verification-requested",
            "message.changed",
            "page.viewed",
            "payout-account.changed",
            "payout.changed",
            "rate-campaign.changed",
            "rate.changed",
            "referral.changed",
            "search.performed",
            "statement.settled",
            "store.changed",
            "tiers.changed",
            "transaction.changed");

    private Contracts() {}

    /** Every event type, sorted. */
    public static List<String> types() {
        return TYPES;
    }

    /**
     * The JSON Schema of an event's {@code data}.
     *
     * @param type one of {@link #types()}
     * @throws IllegalArgumentException for a type without a contract
     */
    public static String schema(String type) {
        return read("/contracts/" + known(type) + ".v1.json");
    }

    /**
     * A realistic {@code data} that satisfies {@link #schema}.
     *
     * @param type one of {@link #types()}
     * @throws IllegalArgumentException for a type without a contract
     */
    public static String sample(String type) {
        return read("/contracts/" + known(type) + ".v1.sample.json");
    }

    /** The JSON Schema of the CloudEvents 1.0 envelope that carries every event. */
    public static String envelopeSchema() {
        return read("/contracts/cloudevent.v1.json");
    }

    /** An event in its envelope. */
    public static String envelopeSample() {
        return read("/contracts/cloudevent.v1.sample.json");
    }

    /**
     * What members are promised and get for given rates, campaigns and tiers, computed by hand, for the service that pays
     * and the one that shows.
     */
    public static String memberTerms() {
        return read("/golden/member-terms.json");
    }

    private static String known(String type) {
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException("no contract for event type " + type + "; there are " + TYPES);
        }
        return type;
    }

    private static String read(String path) {
        try (var in = Contracts.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is missing from the jar");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
