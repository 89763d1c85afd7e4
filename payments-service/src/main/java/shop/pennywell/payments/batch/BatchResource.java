package shop.pennywell.payments.batch;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.defaults.sql.Idempotent;
import software.amazon.awssdk.services.s3.S3Client;

/** Batches of payouts for the bank. */
@Path("/api/v1/admin/payouts/batches")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("finance")
class BatchResource {

    private final BatchRepository batches;
    private final CreateBatch createBatch;
    private final CompleteBatch completeBatch;
    private final S3Client s3;
    private final BatchConfig config;
    private final Caller caller;

    BatchResource(
            BatchRepository batches,
            CreateBatch createBatch,
            CompleteBatch completeBatch,
            S3Client s3,
            BatchConfig config,
            Caller caller) {
        this.batches = batches;
        this.createBatch = createBatch;
        this.completeBatch = completeBatch;
        this.s3 = s3;
        this.config = config;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent(optional = true)
    @Operation(summary = "Put every approved payout of a currency into a batch; its file is written right after")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = BatchResponse.class)))
    public Response create(@Valid @NotNull BatchRequest request) {
        var batch = createBatch.create(request.currency(), caller.subject());
        return Response.status(Response.Status.CREATED)
                .entity(BatchResponse.of(batch))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A batch and how far it is")
    public BatchResponse get(@PathParam("id") UUID id) {
        return BatchResponse.of(find(id));
    }

    @GET
    @Path("{id}/file")
    @Produces(MediaType.APPLICATION_XML)
    @Operation(summary = "The batch as pain.001.001.09; writes it now if it is not written yet")
    public byte[] file(@PathParam("id") UUID id) {
        find(id);
        completeBatch.complete(id);
        return s3.getObjectAsBytes(request -> request.bucket(config.bucket()).key(PayoutBatch.fileKey(id)))
                .asByteArrayUnsafe();
    }

    private PayoutBatch find(UUID id) {
        return batches.findByIdOptional(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }
}
