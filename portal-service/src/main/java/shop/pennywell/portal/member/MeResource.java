package shop.pennywell.portal.member;

import io.quarkus.arc.All;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;

@Path("/api/v1/me")
@RolesAllowed("member")
@Produces(MediaType.APPLICATION_JSON)
class MeResource {

    private final Members members;
    private final UpdateProfile updateProfile;
    private final EraseMember eraseMember;
    private final List<ExportPart> parts;
    private final Caller caller;

    MeResource(
            Members members,
            UpdateProfile updateProfile,
            EraseMember eraseMember,
            @All List<ExportPart> parts,
            Caller caller) {
        this.members = members;
        this.updateProfile = updateProfile;
        this.eraseMember = eraseMember;
        this.parts = parts;
        this.caller = caller;
    }

    @GET
    public ProfileResponse me() {
        // A token outlives its member by some minutes.
        return members.byId(caller.id())
                .map(ProfileResponse::of)
                .orElseThrow(() -> CommonProblem.UNAUTHENTICATED.problem(null));
    }

    @PATCH
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    public ProfileResponse change(@NotNull ProfileRequest request) {
        return updateProfile.of(caller.id(), request);
    }

    @DELETE
    public void erase() {
        eraseMember.of(caller.id());
    }

    /** Articles 15 and 20 of the GDPR: everything known about me, to read and to carry away. */
    @GET
    @Path("/export")
    public Response export() {
        UUID id = caller.id();
        Map<String, Object> export = new LinkedHashMap<>();
        export.put("profile", me());
        for (ExportPart part : parts) {
            export.put(part.name(), part.of(id));
        }
        return Response.ok(export)
                .header("Content-Disposition", "attachment; filename=\"pennywell-export.json\"")
                .header("Cache-Control", "no-store")
                .build();
    }
}
