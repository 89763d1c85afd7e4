package shop.pennywell.commission.click;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;

/** A member's own clicks. */
@Path("/api/v1/me/clicks")
@RolesAllowed("member")
class ClickResource {
    private final ClickRepository clicks;
    private final Caller caller;

    ClickResource(ClickRepository clicks, Caller caller) {
        this.clicks = clicks;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "My clicks, newest first")
    public Page<ClickResponse> list(@BeanParam @Valid PageQuery page) {
        String before = page.cursor();
        if (before != null && !Click.isId(before)) {
            throw Cursor.invalid();
        }
        return Page.of(
                clicks.ofMember(caller.id(), before, page.limit() + 1), page.limit(), ClickResponse::of, Click::id);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One of my clicks with its rate receipt in plain words: what its orders will earn")
    public ClickResponse get(@PathParam("id") String id) {
        return Optional.of(id)
                .filter(Click::isId)
                .flatMap(clicks::find)
                .filter(click -> click.memberId().equals(caller.id()))
                .map(ClickResponse::withReceipt)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }
}
