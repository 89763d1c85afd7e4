package shop.pennywell.payments.ledger;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.problem.Problem;

/** The books, for staff. */
@Path("/api/v1/admin/ledger")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("staff")
class LedgerResource {

    private final LedgerReports reports;
    private final Clock clock;

    LedgerResource(LedgerReports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    @GET
    @Path("proof")
    @Operation(summary = "Whether the books hold, recomputed from every posting")
    public ProofResponse proof() {
        var asOf = clock.instant();
        return ProofResponse.of(reports.proof(), asOf);
    }

    @GET
    @Path("accounts")
    @Operation(summary = "Accounts and balances, debit positive")
    public Page<AccountResponse> accounts(
            @QueryParam("owner") String owner,
            @QueryParam("ownerId") String ownerId,
            @QueryParam("currency") String currency,
            @BeanParam @Valid PageQuery query) {
        var rows = reports.accounts(owner(owner), id("?ownerId", ownerId), currency, after(query), query.limit());
        return Page.of(rows, query.limit(), AccountResponse::of, row -> row.id().toString());
    }

    @GET
    @Path("entries")
    @Operation(summary = "Entries with their postings, newest first; of one account with ?account")
    public Page<EntryResponse> entries(@QueryParam("account") String account, @BeanParam @Valid PageQuery query) {
        var accountId = id("?account", account);
        var rows = accountId == null
                ? reports.entries(after(query), query.limit())
                : reports.entriesOf(accountId, after(query), query.limit());
        var postings =
                reports.postings(rows.stream().map(LedgerReports.EntryRow::id).toList());
        return Page.of(
                rows,
                query.limit(),
                row -> EntryResponse.of(row, postings.getOrDefault(row.id(), List.of())),
                row -> row.id().toString());
    }

    private static UUID after(PageQuery query) {
        try {
            return query.cursor() == null ? null : UUID.fromString(query.cursor());
        } catch (IllegalArgumentException unreadable) {
            throw Cursor.invalid();
        }
    }

    private static UUID id(String parameter, String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException unreadable) {
            throw invalid(parameter, "is not an id");
        }
    }

    private static Account.Owner owner(String text) {
        try {
            return text == null ? null : Account.Owner.valueOf(text);
        } catch (IllegalArgumentException unknown) {
            throw invalid("?owner", "is one of " + Arrays.toString(Account.Owner.values()));
        }
    }

    private static Problem invalid(String parameter, String reason) {
        return CommonProblem.INVALID_REQUEST.problem(null).with(List.of(new FieldError(parameter, reason)));
    }
}
