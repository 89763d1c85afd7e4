package shop.pennywell.commission.network;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.QueryParameter;
import shop.pennywell.commission.network.api.PollWindow;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.sql.Idempotent;

/** Our accounts at affiliate networks, for staff. */
@Path("/api/v1/admin/networks/accounts")
@RolesAllowed("staff")
class NetworkAccountResource {
    private static final String PROGRAMME = "[\\x21-\\x7e]{1,100}";

    private final NetworkAccountRepository accounts;
    private final NetworkCursorRepository cursors;
    private final NetworkOrderRepository orders;
    private final Programmes programmes;
    private final ConnectNetwork connectNetwork;
    private final MapProgramme mapProgramme;
    private final Clock clock;

    NetworkAccountResource(
            NetworkAccountRepository accounts,
            NetworkCursorRepository cursors,
            NetworkOrderRepository orders,
            Programmes programmes,
            ConnectNetwork connectNetwork,
            MapProgramme mapProgramme,
            Clock clock) {
        this.accounts = accounts;
        this.cursors = cursors;
        this.orders = orders;
        this.programmes = programmes;
        this.connectNetwork = connectNetwork;
        this.mapProgramme = mapProgramme;
        this.clock = clock;
    }

    record ProgrammeRequest(@NotNull UUID storeId) {}

    @POST
    @Idempotent(optional = true)
    @Operation(
            summary = "Connect one of our accounts at a network; its credentials are sealed and never shown",
            description = """
                    Credentials by network: AWIN `publisherId token`, CJ `companyId token`, RAKUTEN `sid clientId clientSecret`, IMPACT
                    `accountSid authToken`, PARTNERIZE `publisherId applicationKey userApiKey`, TRADEDOUBLER `sourceId clientId clientSecret
                    username password`, ADMITAD `websiteId clientId clientSecret`. The first names the account: it can be connected once.""")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NetworkAccountResponse.class)))
    public Response connect(@NotNull @Valid NetworkAccountRequest request) {
        return Response.status(Response.Status.CREATED)
                .entity(NetworkAccountResponse.of(connectNetwork.connect(request)))
                .build();
    }

    @GET
    @Operation(summary = "All accounts, oldest first")
    public Page<NetworkAccountResponse> list(@BeanParam @Valid PageQuery page) {
        return Page.of(
                accounts.after(Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                NetworkAccountResponse::of,
                account -> account.id().toString());
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(
            summary = "One account: how far each window is read, what went wrong, how many orders are parked and why")
    public NetworkAccountResponse get(@PathParam("id") UUID id) {
        return NetworkAccountResponse.of(existing(id), cursors.ofAccount(id), orders.parkedByCode(id));
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            summary = "Change name, zone, currency, credentials, or whether it is read at all; what is not given stays")
    public NetworkAccountResponse change(
            @PathParam("id") UUID id, @NotNull @Valid NetworkAccountRequest.Change change) {
        return NetworkAccountResponse.of(connectNetwork.change(id, change));
    }

    @POST
    @Path("/{id}/windows/{window}/reading")
    @Transactional
    @Operation(summary = "Have a window read now instead of when it is due")
    public NetworkAccountResponse readNow(@PathParam("id") UUID id, @PathParam("window") String window) {
        // Locked, since whoever reads it may be moving the cursor.
        NetworkAccount account = accounts.lock(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        PollWindow wanted = QueryParameter.of(PollWindow.class, "window", window);
        cursors.of(id, wanted)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null))
                .hurry(clock.instant().truncatedTo(ChronoUnit.MICROS));
        return NetworkAccountResponse.of(account, cursors.ofAccount(id), orders.parkedByCode(id));
    }

    /** @param retried how many of them; ask again while there are more */
    record RetryResponse(int retried) {}

    @POST
    @Path("/{id}/parked/retry")
    @Transactional
    @Operation(summary = "Try up to 10,000 orders again that are parked with this code, the oldest first")
    public RetryResponse retryParked(
            @PathParam("id") UUID id,
            @NotNull @Pattern(regexp = NetworkOrderResource.CODE) @QueryParam("code") String code) {
        existing(id);
        return new RetryResponse(orders.retryParked(id, code, clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    @GET
    @Path("/{id}/programmes")
    @Transactional
    @Operation(summary = "Which stores the programmes of an account stand for")
    public Page<Programmes.Programme> programmes(@PathParam("id") UUID id, @BeanParam @Valid PageQuery page) {
        existing(id);
        return Page.of(
                programmes.after(id, page.cursor(), page.limit() + 1),
                page.limit(),
                programme -> programme,
                Programmes.Programme::programmeId);
    }

    @PUT
    @Path("/{id}/programmes/{programmeId}")
    @Operation(
            summary = "Say which store a programme stands for",
            description =
                    "Orders that were parked for want of it are tried again; orders that have a transaction keep it.")
    public Programmes.Programme map(
            @PathParam("id") UUID id,
            @PathParam("programmeId") @Pattern(regexp = PROGRAMME) String programmeId,
            @NotNull @Valid ProgrammeRequest request) {
        Programmes.Programme programme = new Programmes.Programme(programmeId, request.storeId());
        mapProgramme.map(id, programme);
        return programme;
    }

    @DELETE
    @Path("/{id}/programmes/{programmeId}")
    @Transactional
    @Operation(summary = "A programme stands for no store any more: its new orders are parked")
    public void unmap(
            @PathParam("id") UUID id, @PathParam("programmeId") @Pattern(regexp = PROGRAMME) String programmeId) {
        if (!programmes.remove(id, programmeId)) {
            throw CommonProblem.NOT_FOUND.problem(null);
        }
    }

    private NetworkAccount existing(UUID id) {
        return accounts.findByIdOptional(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }
}
