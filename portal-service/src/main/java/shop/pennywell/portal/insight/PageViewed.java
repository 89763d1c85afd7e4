package shop.pennywell.portal.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/** The data of {@code page.viewed}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PageViewed(Instant at, PageKind kind, String path, String storeSlug, String productId, String memberId) {}
