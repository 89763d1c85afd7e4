package shop.pennywell.portal.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far an import is. While it runs the counts are 0.
 *
 * @param imported good rows of the file, changed or not
 * @param errors the first thousand of the rejected rows
 * @param moreErrors rejected rows that are not among the errors
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

        @Schema(description = "The first 1000 rejected rows with their line in the file; `rejected` counts all of them")
        List<RowError> errors,

        @Schema(description = "How many rows were rejected beyond those in `errors`")
        int moreErrors) {

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
                errors,
                Math.max(0, current.rejected() - errors.size()));
    }
}
