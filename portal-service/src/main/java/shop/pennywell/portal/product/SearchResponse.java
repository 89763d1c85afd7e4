package shop.pennywell.portal.product;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import shop.pennywell.defaults.page.Page;

/** A page of a search, with the spread of all that was found. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record SearchResponse(List<ProductResponse> items, String next, Facets facets) {

    static SearchResponse of(Page<ProductResponse> page, Facets facets) {
        return new SearchResponse(page.items(), page.next(), facets);
    }
}
