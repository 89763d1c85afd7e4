package shop.pennywell.portal.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/** The data of {@code search.performed}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SearchPerformed(Instant at, String query, long results, String storeSlug, String memberId) {}
