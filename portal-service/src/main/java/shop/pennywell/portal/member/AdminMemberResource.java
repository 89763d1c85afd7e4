package shop.pennywell.portal.member;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;

@Path("/api/v1/admin/members")
@RolesAllowed("staff")
@Produces(MediaType.APPLICATION_JSON)
class AdminMemberResource {

    private final MemberRepository repository;
    private final TierChangeRepository tierChanges;
    private final ClassifyMember classifyMember;
    private final Caller caller;

    AdminMemberResource(
            MemberRepository repository,
            TierChangeRepository tierChanges,
            ClassifyMember classifyMember,
            Caller caller) {
        this.repository = repository;
        this.tierChanges = tierChanges;
        this.classifyMember = classifyMember;
        this.caller = caller;
    }

    record ClassificationRequest(@NotNull Tier tier) {}

    /** @param q beginning of a mail address, or part of a display name */
    @GET
    public Page<MemberResponse> members(@QueryParam("q") @Size(max = 254) String q, @BeanParam @Valid PageQuery page) {
        List<Member> rows = repository.search(text(q), before(page.cursor()), page.limit() + 1);
        return Page.of(
                rows, page.limit(), MemberResponse::of, member -> member.id().toString());
    }

    @GET
    @Path("/{id}")
    public MemberResponse member(@PathParam("id") UUID id) {
        return repository
                .findByIdOptional(id)
                .map(MemberResponse::of)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(
            summary = "Put a member into a tier",
            description = "It counts for clicks as soon as the member has a new access token, within fifteen minutes.")
    public MemberResponse classify(@PathParam("id") UUID id, @NotNull @Valid ClassificationRequest request) {
        return classifyMember.of(id, request.tier(), caller.subject());
    }

    @GET
    @Path("/{id}/tiers")
    @Operation(summary = "The tiers that staff put a member into, and who did, newest first")
    public Page<TierChangeResponse> tiers(@PathParam("id") UUID id, @BeanParam @Valid PageQuery page) {
        member(id);
        return Page.of(
                tierChanges.newest(id, before(page.cursor()), page.limit() + 1),
                page.limit(),
                TierChangeResponse::of,
                change -> change.id().toString());
    }

    private static String text(String q) {
        String text = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
        return text.isEmpty() ? null : text;
    }

    private static UUID before(String cursor) {
        try {
            return cursor == null ? null : UUID.fromString(cursor);
        } catch (IllegalArgumentException notOurs) {
            throw Cursor.invalid();
        }
    }
}
