package shop.pennywell.commission.postback;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.logging.Logger;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.partner.PartnerAccess;
import shop.pennywell.commission.transaction.BatchResult;
import shop.pennywell.commission.transaction.ReportOrders;
import shop.pennywell.commission.world.World;
import shop.pennywell.commission.world.Worlds;

/** Server-to-server postbacks: one order by one signed GET, for shops that can do no more. */
@Path("/s2s/{postbackKey}")
@PermitAll
class PostbackResource {
    private static final Logger LOG = Logger.getLogger(PostbackResource.class);

    private final PartnerAccess access;
    private final Worlds worlds;
    private final CurrentVertxRequest current;
    private final ReportOrders reportOrders;
    private final PostbackCalls calls;
    private final PostbackConfig config;
    private final MeterRegistry metrics;
    private final ObjectMapper json;
    private final Clock clock;

    @ConfigMapping(prefix = "pennywell.postbacks")
    interface PostbackConfig {
        @WithDefault("5m")
        Duration maxAge();
    }

    PostbackResource(
            PartnerAccess access,
            Worlds worlds,
            CurrentVertxRequest current,
            ReportOrders reportOrders,
            PostbackCalls calls,
            PostbackConfig config,
            MeterRegistry metrics,
            ObjectMapper json,
            Clock clock) {
        this.access = access;
        this.worlds = worlds;
        this.current = current;
        this.reportOrders = reportOrders;
        this.calls = calls;
        this.config = config;
        this.metrics = metrics;
        this.json = json;
        this.clock = clock;
    }

    /** @param transactionId of the accepted or already known order */
    record PostbackResponse(BatchResult.Outcome outcome, UUID transactionId, String code, String detail) {
        static PostbackResponse of(BatchResult result) {
            return new PostbackResponse(result.outcome(), result.transactionId(), result.code(), result.detail());
        }
    }

    @GET
    @Transactional
    @Operation(
            summary = "Report an order by a signed query: click, order, amount, currency, group?, ts, sig",
            description = """
                    `sig` is the lower- or upper-case hex HMAC-SHA256, with the postback secret (the text as it was shown) as key, over every
                    other parameter as `name=value`, decoded and in UTF-8, sorted by name and joined by `&`:
                    `amount=12.50&click=01J…&currency=EUR&order=A-1&ts=1766577600`. `ts` is in seconds since 1970 and at most 5 minutes off
                    our clock; the order counts as made when the call arrives. No name may come twice and no value hold an `&`. The same order signed anew is a DUPLICATE; the same call word for word is
                    refused, so try again with the time of the new attempt.""")
    public PostbackResponse report(
            @PathParam("postbackKey") String key,
            @Parameter(hidden = true) @HeaderParam("Request-Id") String requestId,
            @Context UriInfo request) {
        // Before the transaction that has just begun touches PostgreSQL.
        worlds.enter(World.ofKey(key), current.getCurrent());
        Postback postback = read(request);
        PartnerAccess.PostbackKey known = access.ofPostback(key).orElseThrow(() -> refused("unknown-key", null));
        if (!postback.isSignedWith(known.secrets())) {
            throw refused("wrong-signature", known.partnerId());
        }
        if (!postback.isFresh(clock.instant(), config.maxAge())) {
            throw refused("too-old", known.partnerId());
        }
        if (!calls.take(
                postback.signature(),
                requestId,
                clock.instant().minus(config.maxAge().multipliedBy(2)))) {
            throw refused("replayed", known.partnerId());
        }
        access.postbackUsed(key);
        return PostbackResponse.of(reportOrders
                .report(known.partnerId(), key, List.of(order(postback)))
                .get(0));
    }

    private Postback read(UriInfo request) {
        try {
            return Postback.of(request.getQueryParameters());
        } catch (IllegalArgumentException ambiguous) {
            throw refused("ambiguous-query", null);
        }
    }

    private ObjectNode order(Postback postback) {
        ObjectNode order = json.createObjectNode();
        order.put("clickId", postback.get("click"));
        order.put("orderReference", postback.get("order"));
        order.put("currency", postback.get("currency"));
        // By our clock, since the store's may be some minutes off; what it said stays in the history.
        order.put("orderedAt", clock.instant().toString());
        order.put("ts", postback.get("ts"));
        ObjectNode item = order.putArray("items").addObject();
        item.put("sku", "ORDER").put("quantity", 1).put("amount", postback.get("amount"));
        if (!postback.get("group").isEmpty()) {
            item.put("group", postback.get("group"));
        }
        return order;
    }

    /** The caller learns nothing of what was wrong; we do. */
    private RuntimeException refused(String why, UUID partnerId) {
        LOG.warnf("postback refused: %s, partner %s", why, partnerId);
        metrics.counter("pennywell.postbacks.refused", "reason", why).increment();
        return CommissionProblem.POSTBACK_REFUSED.problem(null);
    }
}
