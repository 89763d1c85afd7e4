package shop.pennywell.portal.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How far an import is. While it runs the counts are 0.
 *
 * @param imported good rows of the file, changed or not
 * @param errors the first of the rejected rows; {@code rejected} counts all
 * @param unchanged the file was live already, nothing was done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportResponse(
        UUID importId,
        FeedImport.Status status,
        int imported,
        int rejected,
        int removed,
        boolean unchanged,
        Instant createdAt,
        Instant finishedAt,
        List<RowError> errors) {

    /** Why a row was not imported. */
    record RowError(long line, String code, String detail) {}

    static ImportResponse of(FeedImport current, List<RowError> errors) {
        return new ImportResponse(
                current.id(),
                current.status(),
                current.imported(),
                current.rejected(),
                current.removed(),
                current.isUnchanged(),
                current.createdAt(),
                current.finishedAt(),
                errors);
    }
}
