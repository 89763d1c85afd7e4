package shop.pennywell.commission.hold;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A hold as staff see it.
 *
 * @param figures the evidence in numbers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HoldResponse(
        UUID id,
        UUID transactionId,
        UUID partnerId,
        UUID memberId,
        HoldRule rule,
        String evidence,
        @JsonRawValue @Schema(implementation = Object.class) String figures,
        Hold.Status status,
        Instant openedAt,
        Instant releasesAt,
        Instant decidedAt,
        Hold.How decidedHow,
        String decidedBy,
        String note) {

    static HoldResponse of(Hold hold) {
        return new HoldResponse(
                hold.id(),
                hold.transactionId(),
                hold.partnerId(),
                hold.memberId(),
                hold.rule(),
                hold.evidence(),
                hold.figures(),
                hold.status(),
                hold.openedAt(),
                hold.releasesAt(),
                hold.decidedAt(),
                hold.decidedHow(),
                hold.decidedBy(),
                hold.note());
    }
}
