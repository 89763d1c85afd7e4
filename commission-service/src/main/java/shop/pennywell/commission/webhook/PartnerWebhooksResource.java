package shop.pennywell.commission.webhook;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.QueryParameter;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.defaults.sql.Idempotent;

/** Where a partner wants to hear of its own. */
@Path("/api/v1/partner/webhooks")
@RolesAllowed("partner")
class PartnerWebhooksResource {
    private final WebhookEndpointRepository endpoints;
    private final DeliveryRepository deliveries;
    private final KeepWebhooks keep;
    private final Caller caller;
    private final Clock clock;

    PartnerWebhooksResource(
            WebhookEndpointRepository endpoints,
            DeliveryRepository deliveries,
            KeepWebhooks keep,
            Caller caller,
            Clock clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.keep = keep;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "My webhooks, oldest first, without their secrets")
    @Transactional
    public Page<WebhookResponse> list(@BeanParam @Valid PageQuery page) {
        return Page.of(
                endpoints.ofPartner(partnerId(), Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                endpoint -> WebhookResponse.of(endpoint, clock.instant()),
                endpoint -> endpoint.id().toString());
    }

    @POST
    @Operation(
            summary = "Add a webhook; its secret is shown only now",
            description =
                    "At most five of a partner. An https URL on the usual port, of a host that is on the public internet, or"
                            + " 422 `webhook-url-refused`. Without Idempotency-Key, since its answer would have to be kept with the"
                            + " secret in it. Sent twice it makes two: delete the one too many.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookResponse.class)))
    public Response create(@NotNull @Valid WebhookRequest request) {
        return Response.status(Response.Status.CREATED)
                .entity(keep.register(partnerId(), request))
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One webhook, without its secret")
    @Transactional
    public WebhookResponse get(@PathParam("id") UUID id) {
        return WebhookResponse.of(existing(id), clock.instant());
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            summary = "Change a webhook, disable or enable it",
            description =
                    "While it is disabled nothing new waits for it. What waited before goes on to wait, until it is given up.")
    public WebhookResponse change(@PathParam("id") UUID id, @NotNull @Valid WebhookRequest.Change request) {
        return keep.change(partnerId(), id, request);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a webhook with everything that waits for it")
    public void delete(@PathParam("id") UUID id) {
        keep.remove(partnerId(), id);
    }

    @POST
    @Path("/{id}/secret")
    @Operation(
            summary = "Replace the secret; the new one is shown only now",
            description =
                    "For `overlapHours`, 0 to 168 and 24 if not given, deliveries are signed with both. At 0 the old one signs"
                            + " nothing more within seconds. A secret that was still on its way out from an earlier rotation is gone.")
    public WebhookResponse rotate(@PathParam("id") UUID id, @Valid WebhookRequest.Rotation request) {
        return keep.rotate(partnerId(), id, request == null ? new WebhookRequest.Rotation(null) : request);
    }

    @POST
    @Path("/{id}/test-events")
    @Idempotent(optional = true)
    @Operation(summary = "Send a `webhook.test`; what becomes of it is among the deliveries")
    @APIResponse(
            responseCode = "202",
            description = "Accepted",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WebhookResponse.Sent.class)))
    public Response test(@PathParam("id") UUID id) {
        return Response.accepted(keep.test(partnerId(), id)).build();
    }

    @GET
    @Path("/{id}/deliveries")
    @Transactional
    @Operation(
            summary = "What was sent to a webhook or is to be, newest first",
            description = "Until 30 days after it was delivered or given up.")
    public Page<DeliveryResponse> deliveries(
            @PathParam("id") UUID id,
            @Parameter(schema = @Schema(implementation = DeliveryResponse.Status.class)) @QueryParam("status")
                    String status,
            @BeanParam @Valid PageQuery page) {
        return Page.of(
                deliveries.before(
                        existing(id).id(),
                        QueryParameter.of(DeliveryResponse.Status.class, "status", status),
                        Cursors.id(page.cursor()),
                        page.limit() + 1),
                page.limit(),
                delivery -> delivery,
                delivery -> delivery.eventId().toString());
    }

    @POST
    @Path("/{id}/deliveries/{eventId}/replay")
    @Operation(summary = "Send again what was given up: with the same id and body")
    public void replay(@PathParam("id") UUID id, @PathParam("eventId") UUID eventId) {
        keep.replay(partnerId(), id, eventId);
    }

    @POST
    @Path("/{id}/replays")
    @Operation(
            summary = "Send everything again that occurred since an instant and was given up",
            description = "Up to 10,000 at once, the oldest first; `more` says that there are more to ask for.")
    public WebhookResponse.Replayed replay(@PathParam("id") UUID id, @NotNull @Valid WebhookRequest.Replay request) {
        return keep.replay(partnerId(), id, request);
    }

    private WebhookEndpoint existing(UUID id) {
        return endpoints.ofPartner(partnerId(), id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    private UUID partnerId() {
        return UUID.fromString(caller.claim("partner_id"));
    }
}
