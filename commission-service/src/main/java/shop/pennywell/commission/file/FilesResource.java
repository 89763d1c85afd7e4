package shop.pennywell.commission.file;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import shop.pennywell.commission.Cursors;
import shop.pennywell.commission.QueryParameter;
import shop.pennywell.commission.fileformat.FileFormat;
import shop.pennywell.commission.fileformat.Kind;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.defaults.sql.IdempotencyProblem;

/** Orders and validations by the file, for partners. */
@Path("/api/v1/partner/files")
@RolesAllowed("partner")
@Produces(MediaType.APPLICATION_JSON)
class FilesResource {
    static final String CSV = "text/csv";
    static final String JSON_LINES = "application/x-ndjson";

    private static final int ERRORS_SHOWN = 1000;
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final FileRepository files;
    private final ReceiveFile receiveFile;
    private final RejectedEntries rejected;
    private final Caller caller;

    FilesResource(FileRepository files, ReceiveFile receiveFile, RejectedEntries rejected, Caller caller) {
        this.files = files;
        this.receiveFile = receiveFile;
        this.rejected = rejected;
        this.caller = caller;
    }

    record FileAccepted(UUID id) {}

    @POST
    @Consumes({CSV, JSON_LINES})
    @Operation(
            summary = "Hand in a file of orders or validations, up to 1 GB; it is worked off in the background",
            description = """
                    UTF-8, with or without a byte order mark; a line has at most 1 MB. `application/x-ndjson`: each line is an entry as `/orders` or
                    `/validations` takes it. `text/csv` (RFC 4180): the first line names the columns, in any order. Orders: `clickId`, `orderReference`, `orderedAt`,
                    `currency`, `customer`, `voucherCode`, and of the item `sku`, `name`, `group`, `quantity`, `amount`; rows of the same
                    `orderReference` that follow each other are the items of one order, and what is of the order may be blank after its first row. Give `item` (1,
                    2, …) too if a file may hold an order twice in a row: a row with `item` 1 begins an order. Validations: `transactionId` or `orderReference` or both, `action`,
                    `reason`, and for AMEND (and for APPROVE, if it gives items) a row for each item that is left with `sku`, `quantity`, `amount`. Other columns are passed over. Each entry is judged as it
                    would be by `/orders` and `/validations`, with the same codes; one that is rejected never spoils another. Codes of what could
                    not be read: `malformed-line`, `not-utf-8`, `line-too-long`, `rows-differ`, `too-many-rows`; and
                    `processing-failed`, where the failure is ours.""")
    public Response hand(
            @QueryParam("kind") @Parameter(required = true, schema = @Schema(enumeration = {"orders", "validations"}))
                    String kind,
            @HeaderParam("Idempotency-Key") @Parameter(required = true) String key,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) String contentType,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Parameter(hidden = true) String encoding,
            @RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)),
                                @Content(mediaType = JSON_LINES, schema = @Schema(type = SchemaType.STRING))
                            })
                    InputStream body)
            throws IOException {
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw CommonProblem.UNSUPPORTED_MEDIA_TYPE.problem("Files are not compressed.");
        }
        PartnerFile.Said said =
                new PartnerFile.Said(partnerId(), caller.subject(), key(key), kind(kind), format(contentType));
        ReceiveFile.Received received = receive(said, body);
        Response.ResponseBuilder answer = Response.accepted(new FileAccepted(received.id()));
        return (received.again() ? answer.header("Idempotency-Hit", "true") : answer).build();
    }

    private ReceiveFile.Received receive(PartnerFile.Said said, InputStream body) throws IOException {
        try {
            return receiveFile.receive(said, body);
        } catch (IOException failure) {
            // With a cause it is the connection that broke, which happens and is nobody's concern here; without, the
            // body was too large.
            if (failure.getCause() != null) {
                throw CommonProblem.MALFORMED_REQUEST.problem("The file broke off.");
            }
            throw failure;
        }
    }

    @GET
    @Transactional
    @Operation(summary = "My files, newest first")
    public Page<FileResponse> list(@BeanParam @Valid PageQuery page) {
        return Page.of(
                files.before(partnerId(), Cursors.id(page.cursor()), page.limit() + 1),
                page.limit(),
                FileResponse::of,
                file -> file.id().toString());
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "How far a file is, and what was rejected (the first thousand)")
    public FileResponse get(@PathParam("id") UUID id) {
        PartnerFile file = file(id);
        return FileResponse.of(file, files.errorsAfter(id, 0, ERRORS_SHOWN));
    }

    @GET
    @Path("/{id}/errors")
    @Operation(
            summary =
                    "Everything that was rejected, in the order of the file, with its text as far as 4,000 bytes of it")
    public Page<RejectedEntries.Rejected> errors(@PathParam("id") UUID id, @BeanParam @Valid PageQuery page) {
        PartnerFile file = file(id);
        List<FileError> found = rejected.after(id, line(page.cursor()), page.limit() + 1);
        return Page.of(found, page.limit(), error -> rejected.show(file, error), error -> Long.toString(error.line()));
    }

    @GET
    @Path("/{id}/rejected")
    @Produces({CSV, JSON_LINES})
    @Operation(
            summary = "What was rejected as a file of the same kind, to be corrected and handed in again",
            description = """
                    With `error-line`, `error-code` and `error-detail` before the columns of a CSV file, or as the member `error` of each JSON object: both are passed
                    over when the file comes back. A line that is no JSON object stands as text in `text`.""")
    public Response rejected(@PathParam("id") UUID id) {
        PartnerFile file = file(id);
        StreamingOutput output = out -> rejected.write(file, out);
        return Response.ok(output)
                .type((file.format() == FileFormat.CSV ? CSV : JSON_LINES) + ";charset=" + StandardCharsets.UTF_8)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"rejected-" + id + (file.format() == FileFormat.CSV ? ".csv" : ".ndjson")
                                + "\"")
                .build();
    }

    private PartnerFile file(UUID id) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> files.shownTo(partnerId(), id))
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    private static long line(String cursor) {
        try {
            return cursor == null ? 0 : Long.parseLong(cursor);
        } catch (NumberFormatException notALine) {
            throw Cursor.invalid();
        }
    }

    private static String key(String key) {
        if (key == null) {
            throw IdempotencyProblem.KEY_MISSING.problem(null);
        }
        if (!KEY.matcher(key).matches()) {
            throw IdempotencyProblem.KEY_INVALID.problem(null);
        }
        return key;
    }

    private static Kind kind(String kind) {
        if (kind == null) {
            throw CommonProblem.INVALID_REQUEST.problem(null).with(List.of(new FieldError("?kind", "is missing")));
        }
        return QueryParameter.of(
                Kind.class, "kind", kind.equals(kind.toLowerCase(Locale.ROOT)) ? kind.toUpperCase(Locale.ROOT) : "");
    }

    private static FileFormat format(String contentType) {
        MediaType type = MediaType.valueOf(contentType);
        String charset = type.getParameters().getOrDefault("charset", "utf-8");
        if (!charset.equalsIgnoreCase("utf-8")) {
            throw CommonProblem.UNSUPPORTED_MEDIA_TYPE.problem("Files are UTF-8.");
        }
        return type.getSubtype().equals("csv") ? FileFormat.CSV : FileFormat.JSON_LINES;
    }

    private UUID partnerId() {
        return UUID.fromString(caller.claim("partner_id"));
    }
}
