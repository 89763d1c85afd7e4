package shop.pennywell.commission.partner;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.world.World;
import shop.pennywell.commission.world.Worlds;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.sql.Idempotent;

/** Partners and their credentials, for staff. */
@Path("/api/v1/admin/partners")
@RolesAllowed("staff")
class PartnerResource {
    private final PartnerRepository partners;
    private final CredentialRepository credentials;
    private final IssueCredential issueCredential;
    private final Worlds worlds;
    private final Clock clock;

    PartnerResource(
            PartnerRepository partners,
            CredentialRepository credentials,
            IssueCredential issueCredential,
            Worlds worlds,
            Clock clock) {
        this.partners = partners;
        this.credentials = credentials;
        this.issueCredential = issueCredential;
        this.worlds = worlds;
        this.clock = clock;
    }

    @POST
    @Idempotent(optional = true)
    @Operation(summary = "Add a partner")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PartnerResponse.class)))
    public Response create(@NotNull @Valid PartnerRequest request) {
        requireCurrency(request.currency());
        Partner partner =
                new Partner(request.name().strip(), request.currency(), request.settlement(), clock.instant());
        partners.persist(partner);
        return Response.status(Response.Status.CREATED)
                .entity(PartnerResponse.of(partner))
                .build();
    }

    @GET
    @Operation(summary = "All partners, oldest first")
    public Page<PartnerResponse> list(@BeanParam @Valid PageQuery page) {
        return Page.of(
                partners.after(Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                PartnerResponse::of,
                partner -> partner.id().toString());
    }

    @GET
    @Path("/{id}")
    public PartnerResponse get(@PathParam("id") UUID id) {
        return PartnerResponse.of(existing(id));
    }

    @POST
    @Path("/{id}/credentials")
    @Operation(
            summary = "Make credentials for a partner; the secrets are shown only now",
            description =
                    "With `sandbox` they open the sandbox of the partner's developers, where nothing is money, and nothing else. Without"
                            + " Idempotency-Key, since its answer would have to be kept with the secrets in it. Sent twice it makes two"
                            + " credentials: revoke the one too many.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CredentialResponse.class)))
    public Response addCredential(
            @PathParam("id") UUID id, @RequestBody(required = false) @Valid CredentialRequest request) {
        Partner partner = existing(id);
        World world = CredentialRequest.world(request);
        return Response.status(Response.Status.CREATED)
                .entity(worlds.in(world, () -> issueCredential.issue(partner, world)))
                .build();
    }

    @GET
    @Path("/{id}/credentials")
    @Operation(summary = "The credentials of a partner without their secrets, with their last use")
    public Page<CredentialResponse> credentials(@PathParam("id") UUID id, @BeanParam @Valid PageQuery page) {
        existing(id);
        UUID cursor = Cursors.id(page.cursor());
        int most = page.limit() + 1;
        List<Credential> ofBothWorlds = Stream.of(World.values())
                .flatMap(world -> worlds.in(world, () -> credentials.ofPartner(id, cursor, most)).stream())
                .sorted(Comparator.comparing(credential -> credential.id().toString()))
                .limit(most)
                .toList();
        return Page.of(ofBothWorlds, page.limit(), CredentialResponse::of, credential -> credential
                .id()
                .toString());
    }

    @DELETE
    @Path("/{id}/credentials/{clientId}")
    @Operation(summary = "Revoke credentials: no new token at once, none of the old within a minute")
    public void revoke(@PathParam("id") UUID id, @PathParam("clientId") String clientId) {
        worlds.in(World.ofKey(clientId), () -> {
            existing(id, clientId).revoke(clock.instant());
            return null;
        });
    }

    @POST
    @Path("/{id}/credentials/{clientId}/postback-secret")
    @Operation(
            summary = "Make a new postback secret for the same postback address; it is shown only now",
            description =
                    "The old one counts for `previousValidHours` more (7 days unless said, 0 where it has leaked, 720 at most). Two"
                            + " count at a time: the one before the old one no longer does. Without Idempotency-Key, as for credentials.")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CredentialResponse.class)))
    public Response rotatePostback(
            @PathParam("id") UUID id,
            @PathParam("clientId") String clientId,
            @NotNull @Valid PostbackSecretRequest request) {
        CredentialResponse rotated = worlds.in(World.ofKey(clientId), () -> {
            Credential credential = existing(id, clientId);
            if (credential.revokedAt() != null) {
                throw CommissionProblem.CREDENTIAL_REVOKED.problem(null);
            }
            return issueCredential.rotatePostback(credential, request.previousFor());
        });
        return Response.status(Response.Status.CREATED).entity(rotated).build();
    }

    private Credential existing(UUID id, String clientId) {
        return credentials
                .ofClient(clientId)
                .filter(found -> found.partnerId().equals(id))
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    private Partner existing(UUID id) {
        return partners.findByIdOptional(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    private static void requireCurrency(String currency) {
        try {
            Money.zero(currency);
        } catch (IllegalArgumentException unknown) {
            throw CommonProblem.INVALID_REQUEST
                    .problem(null)
                    .with(List.of(new FieldError("/currency", unknown.getMessage())));
        }
    }
}
