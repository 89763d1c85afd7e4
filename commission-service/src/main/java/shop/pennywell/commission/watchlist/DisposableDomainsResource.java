package shop.pennywell.commission.watchlist;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.commission.watchlist.DisposableDomains.Added;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;

/** The mail domains that staff added to those known to give out disposable addresses. */
@Path("/api/v1/admin/disposable-mail-domains")
@RolesAllowed("staff")
class DisposableDomainsResource {
    private final DisposableDomains domains;
    private final Caller caller;

    DisposableDomainsResource(DisposableDomains domains, Caller caller) {
        this.domains = domains;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Domains that staff added, in the order of the alphabet")
    public Page<Added> list(@BeanParam @Valid PageQuery page) {
        return Page.of(
                domains.after(page.cursor(), page.limit() + 1), page.limit(), Function.identity(), Added::domain);
    }

    @PUT
    @Path("/{domain}")
    @Operation(
            summary = "Add a domain; it and those within it count for orders that are looked at from now on",
            description = "422 `mail-domain-refused` for what is no domain or where everybody may have an address.")
    public void add(@PathParam("domain") @Size(max = 253) String domain) {
        domains.add(domain, caller.subject());
    }

    @DELETE
    @Path("/{domain}")
    @Operation(summary = "Take a domain off that staff added; what is held stays held until it is decided")
    public void remove(@PathParam("domain") @Size(max = 253) String domain) {
        if (!domains.remove(domain)) {
            throw CommonProblem.NOT_FOUND.problem(null);
        }
    }
}
