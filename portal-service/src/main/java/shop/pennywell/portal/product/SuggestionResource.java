package shop.pennywell.portal.product;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.page.Page;

/** Completions for search boxes. */
@Path("/api/v1/suggestions")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class SuggestionResource {

    private final Suggestions suggestions;

    SuggestionResource(Suggestions suggestions) {
        this.suggestions = suggestions;
    }

    @GET
    @Operation(summary = "Stores, brands and products whose words begin like what is typed")
    public Page<Suggestions.Suggestion> complete(@QueryParam("q") @Size(max = 200) String q) {
        String typed = SearchText.clean(q);
        return new Page<>(typed == null ? List.of() : suggestions.complete(typed), null);
    }
}
