package shop.pennywell.portal.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static java.util.stream.Collectors.joining;
import static org.hamcrest.Matchers.empty;

/** What commission-service would tell of campaigns and tiers. They reach every store, so a test that starts some must {@link #end} them. */
public final class Shares {

    private static final AtomicInteger REVISION = new AtomicInteger(1_000);

    private final List<ObjectNode> campaigns = new ArrayList<>();

    /** Delivers {@code rate-campaign.changed}. */
    public Shares campaign(JsonNode said) {
        ObjectNode campaign = said.deepCopy();
        campaigns.add(campaign);
        Partner.deliver("rate-campaign.changed", campaign.toString()).body("failed", empty());
        return this;
    }

    /** Delivers {@code tiers.changed} with these points. */
    public Shares tiers(Map<?, ?> points) {
        Partner.deliver("tiers.changed", tiersJson(nextRevision(), points)).body("failed", empty());
        return this;
    }

    /** Of the tiers, newer than any that a test has told of. */
    public static int nextRevision() {
        return REVISION.incrementAndGet();
    }

    public static String tiersJson(int revision, Map<?, ?> points) {
        String tiers = points.entrySet().stream()
                .map(tier -> "{\"tier\":\"" + tier.getKey() + "\",\"extraSharePoints\":\"" + tier.getValue() + "\"}")
                .collect(joining(","));
        return "{\"revision\":" + revision + ",\"setAt\":\"2026-11-24T00:00:00Z\",\"tiers\":[" + tiers + "]}";
    }

    /** No campaign and no tier counts any more. */
    public void end() {
        for (ObjectNode campaign : campaigns) {
            campaign.put("revision", 1_000_000).put("withdrawn", true);
            Partner.deliver("rate-campaign.changed", campaign.toString()).body("failed", empty());
        }
        tiers(Map.of("CLASSIC", "0"));
    }
}
