package shop.pennywell.portal.feed;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.sql.Idempotent;
import shop.pennywell.portal.PortalProblem;
import shop.pennywell.portal.feed.FeedImport.Status;
import shop.pennywell.portal.store.Store;
import shop.pennywell.portal.store.Stores;

/** Staff's side of product feeds. */
@Path("/api/v1/admin/feeds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("staff")
class FeedResource {

    private static final String UUID_TEXT = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private final FeedRepository feeds;
    private final SetUpFeed setUpFeed;
    private final FeedFiles files;
    private final Stores stores;
    private final Clock clock;

    FeedResource(FeedRepository feeds, SetUpFeed setUpFeed, FeedFiles files, Stores stores, Clock clock) {
        this.feeds = feeds;
        this.setUpFeed = setUpFeed;
        this.files = files;
        this.stores = stores;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent(optional = true)
    @Operation(summary = "Set up a feed of a store")
    public Response create(@NotNull @Valid FeedRequest request) {
        Feed feed = setUpFeed.run(request);
        return Response.status(Response.Status.CREATED)
                .entity(FeedResponse.of(feed))
                .build();
    }

    @GET
    @Operation(summary = "Feeds, of every store or of one")
    public Page<FeedResponse> list(
            @QueryParam("store") @Pattern(regexp = UUID_TEXT, message = "must be a UUID") String store,
            @BeanParam @Valid PageQuery page) {
        UUID storeId = store == null ? null : UUID.fromString(store);
        List<Feed> found = feeds.page(storeId, after(page.cursor()), page.limit() + 1);
        return Page.of(found, page.limit(), FeedResponse::of, last -> last.id().toString());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One feed")
    public FeedResponse one(@PathParam("id") UUID id) {
        return FeedResponse.of(feed(id));
    }

    @PUT
    @Path("/{id}/content")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Hand in the feed's file, gzipped or not; it is imported in the background")
    public Response upload(@PathParam("id") UUID id, InputStream body) throws IOException {
        Feed feed = feed(id);
        Store store = stores.byId(feed.storeId()).orElseThrow();
        String key = "feeds/%s/%s".formatted(id, Ids.newId());
        FeedFiles.Stored stored = files.store(key, body);
        if (stored.bytes() == 0) {
            throw CommonProblem.INVALID_REQUEST.problem("The file is empty.");
        }
        FeedImport started =
                new FeedImport(id, key, stored.bytes(), feed.fingerprint(stored.sha256(), store), clock.instant());
        QuarkusTransaction.requiringNew().run(() -> feeds.add(started));
        return Response.accepted(Map.of("importId", started.id())).build();
    }

    @GET
    @Path("/{id}/imports/{importId}")
    @Operation(summary = "How far an import is, and which rows were rejected: the first thousand, and how many more")
    public ImportResponse progress(@PathParam("id") UUID id, @PathParam("importId") UUID importId) {
        return ImportResponse.of(feedImport(id, importId), feeds.errorsOf(importId));
    }

    @POST
    @Path("/{id}/imports/{importId}/approval")
    @Transactional
    @Operation(summary = "Let a held import remove the products that its file has no more")
    public Response approve(@PathParam("id") UUID id, @PathParam("importId") UUID importId) {
        FeedImport held = feeds.importLocked(id, importId).orElseThrow(FeedResource::noImport);
        held.approve();
        if (feeds.hasLater(held, Status.RUNNING, Status.HELD, Status.DONE)) {
            throw PortalProblem.IMPORT_SUPERSEDED.problem("The feed has a later file than this one.");
        }
        return Response.accepted(Map.of("importId", importId)).build();
    }

    private Feed feed(UUID id) {
        return feeds.findByIdOptional(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem("There is no such feed."));
    }

    private FeedImport feedImport(UUID id, UUID importId) {
        return feeds.importOf(id, importId).orElseThrow(FeedResource::noImport);
    }

    private static RuntimeException noImport() {
        return CommonProblem.NOT_FOUND.problem("There is no such import.");
    }

    private static UUID after(String cursor) {
        try {
            return cursor == null ? null : UUID.fromString(cursor);
        } catch (IllegalArgumentException unreadable) {
            throw Cursor.invalid();
        }
    }
}
