package shop.pennywell.payments.bankfile;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;

/** What the bank sends us. */
@Path("/api/v1/admin/bank-files")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("finance")
class BankFileResource {

    private final ReadBankFile readBankFile;
    private final UnmatchedLineRepository unmatchedLines;

    BankFileResource(ReadBankFile readBankFile, UnmatchedLineRepository unmatchedLines) {
        this.readBankFile = readBankFile;
        this.unmatchedLines = unmatchedLines;
    }

    @POST
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(summary = "Read a pain.002, camt.053 or camt.054; the same file again changes nothing")
    public BankFileResponse read(@NotNull byte[] xml) {
        return readBankFile.read(xml);
    }

    @GET
    @Path("unmatched")
    @Operation(summary = "Lines that nothing could be done about, newest first; gone once they are matched")
    public Page<UnmatchedLineResponse> unmatched(@BeanParam @Valid PageQuery query) {
        var rows = unmatchedLines.page(query.cursor(), query.limit());
        return Page.of(rows, query.limit(), UnmatchedLineResponse::of, UnmatchedLineRepository::position);
    }
}
