package shop.pennywell.commission.click;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.store.LandingUrl;
import shop.pennywell.commission.storefront.Storefront;
import shop.pennywell.commission.storefront.Storefront.OpenStore;

/** The click-out: where every purchase begins. */
@Path("/go/{storeSlug}")
@PermitAll
class GoResource {
    /** The Fetch standard's hint, and what browsers said before it and beside it. */
    private static final Map<String, String> AHEAD =
            Map.of("Sec-Purpose", "prefetch", "Purpose", "prefetch", "X-Purpose", "preview", "X-Moz", "prefetch");

    private final Storefront storefront;
    private final RecordClick recordClick;
    private final Shoppers shoppers;

    GoResource(Storefront storefront, RecordClick recordClick, Shoppers shoppers) {
        this.storefront = storefront;
        this.recordClick = recordClick;
        this.shoppers = shoppers;
    }

    /** What is asked for, apart from the store. */
    private record Wish(
            List<String> to,
            String userAgent,
            String requestId,
            String authorization,
            boolean ahead,
            Supplier<URI> address) {}

    /**
     * Holds no thread while its click waits to be written. Stages are those of the JDK wherever they can be: each stage of a {@code Uni} takes the
     * request's context along, which costs more than what most of them do.
     */
    @GET
    @Operation(
            summary = "Leave for a store",
            description =
                    "Records the click and redirects to the landing URL with the click id in the store's own parameter,"
                            + " or to the store's affiliate network with both."
                            + " Crawlers get the store's page, who is not signed in the sign-in page. A member's token"
                            + " is good for this for a day longer than for anything else, so that no click is lost while"
                            + " nobody can renew it; any other unusable token is as good as none.")
    @APIResponse(responseCode = "302", description = "To the store, to its page, or to the sign-in page")
    public CompletionStage<Response> go(
            @PathParam("storeSlug") String slug,
            @QueryParam("to") List<String> to,
            @HeaderParam(HttpHeaders.USER_AGENT) String userAgent,
            @Parameter(hidden = true) @HeaderParam("Request-Id") String requestId,
            @Context HttpHeaders headers,
            @Context UriInfo request) {
        Wish wish = new Wish(
                to,
                userAgent,
                requestId,
                headers.getHeaderString(HttpHeaders.AUTHORIZATION),
                isFetchedAhead(headers),
                request::getRequestUri);
        return storefront.known(slug).map(store -> go(store, wish)).orElseGet(() -> lookedFor(slug)
                .thenCompose(store -> go(store, wish)));
    }

    private CompletionStage<Response> go(OpenStore store, Wish wish) {
        LandingUrl landing = wish.to().isEmpty() ? store.landing() : landing(wish.to(), store);
        Visitor visitor = Visitor.of(wish.userAgent());
        if (visitor == Visitor.BOT) {
            return CompletableFuture.completedStage(
                    redirect("/stores/" + store.slug()).build());
        }
        if (wish.ahead()) {
            throw CommissionProblem.NOT_FETCHED_AHEAD.problem(null);
        }
        if (!store.active()) {
            throw CommissionProblem.STORE_INACTIVE.problem(null);
        }
        Optional<Shopper> remembered = shoppers.remembered(wish.authorization());
        return remembered.isPresent()
                ? leave(remembered.get(), store, landing, visitor, wish)
                : shoppers.of(wish.authorization())
                        .subscribeAsCompletionStage()
                        .thenCompose(shopper -> shopper.isPresent()
                                ? leave(shopper.get(), store, landing, visitor, wish)
                                : signIn(wish));
    }

    private CompletionStage<Response> leave(
            Shopper shopper, OpenStore store, LandingUrl landing, Visitor visitor, Wish wish) {
        return recordClick
                .record(shopper, store, landing, visitor.name(), wish.requestId())
                .thenApply(click -> redirect(store.way(landing, click.id()))
                        .header("Click-Id", click.id())
                        .build());
    }

    private static CompletionStage<Response> signIn(Wish wish) {
        return CompletableFuture.completedStage(
                redirect("/sign-in?return=" + escaped(wish.address().get())).build());
    }

    /** A slug that the read copy has not heard of may cost a look at PostgreSQL, on a thread that may wait. */
    private CompletionStage<OpenStore> lookedFor(String slug) {
        return Uni.createFrom()
                .item(() -> storeOrProblem(slug))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .subscribeAsCompletionStage();
    }

    private OpenStore storeOrProblem(String slug) {
        return storefront.store(slug).orElseThrow(() -> CommissionProblem.STORE_UNKNOWN.problem(null));
    }

    /** Whoever only looks is not a shopper. */
    @HEAD
    @Operation(hidden = true)
    public Response look(@PathParam("storeSlug") String slug) {
        OpenStore store = storeOrProblem(slug);
        return redirect("/stores/" + store.slug()).build();
    }

    /**
     * Whether a browser only prepares for a click that may come. It gets an error, since it would keep any page or redirect and show
     * that when the click does come; an error it throws away, and asks again.
     */
    private static boolean isFetchedAhead(HttpHeaders headers) {
        return AHEAD.entrySet().stream().anyMatch(hint -> {
            String said = headers.getHeaderString(hint.getKey());
            return said != null && said.toLowerCase(Locale.ROOT).startsWith(hint.getValue());
        });
    }

    private static LandingUrl landing(List<String> to, OpenStore store) {
        if (to.size() == 1) {
            try {
                LandingUrl landing = LandingUrl.parse(to.get(0));
                if (landing.isOn(store.domains())) {
                    return landing;
                }
            } catch (IllegalArgumentException reason) {
                throw CommissionProblem.LANDING_NOT_ALLOWED.problem(reason.getMessage());
            }
        }
        throw CommissionProblem.LANDING_NOT_ALLOWED.problem(null);
    }

    private static String escaped(URI request) {
        String query = request.getRawQuery();
        return URLEncoder.encode(request.getRawPath() + (query == null ? "" : "?" + query), StandardCharsets.UTF_8);
    }

    /** As a plain header: the builder's own would resolve and rewrite what has been checked. */
    private static Response.ResponseBuilder redirect(String location) {
        return Response.status(Response.Status.FOUND)
                .header(HttpHeaders.LOCATION, location)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
