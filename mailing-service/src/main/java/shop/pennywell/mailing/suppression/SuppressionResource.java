package shop.pennywell.mailing.suppression;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.sql.Idempotent;
import shop.pennywell.mailing.MailingProblem;
import shop.pennywell.mailing.recipient.EmailAddress;

@Path("/api/v1/admin/suppressions")
@RolesAllowed("staff")
@Tag(name = "Suppressions")
class SuppressionResource {

    private final Suppressions suppressions;

    SuppressionResource(Suppressions suppressions) {
        this.suppressions = suppressions;
    }

    @GET
    @Operation(summary = "Addresses that get no mail, by address")
    public Page<SuppressionResponse> list(@BeanParam @Valid PageQuery page) {
        String after = page.cursor() == null ? "" : page.cursor();
        List<Suppression> rows = suppressions.after(after, page.limit() + 1);
        return Page.of(rows, page.limit(), SuppressionResponse::of, Suppression::address);
    }

    @POST
    @Idempotent(optional = true)
    @Operation(
            summary = "Send nothing to this address any more; an address that is suppressed already keeps its reason")
    public Response add(@NotNull @Valid SuppressionRequest request) {
        EmailAddress address = address(request.address(), "/address");
        suppressions.suppress(address, request.reason(), request.note());
        Suppression kept = suppressions.findById(address.key());
        return Response.status(Response.Status.CREATED)
                .entity(SuppressionResponse.of(kept))
                .build();
    }

    @DELETE
    @Path("{address}")
    @Transactional
    @Operation(summary = "Send to this address again")
    public void remove(@PathParam("address") String address) {
        if (!suppressions.lift(address(address, "/address"))) {
            throw MailingProblem.SUPPRESSION_UNKNOWN.problem(null);
        }
    }

    private static EmailAddress address(String text, String pointer) {
        try {
            return EmailAddress.parse(text);
        } catch (IllegalArgumentException invalid) {
            throw MailingProblem.ADDRESS_INVALID
                    .problem(null)
                    .with(List.of(new FieldError(pointer, "is not an e-mail address")));
        }
    }
}
