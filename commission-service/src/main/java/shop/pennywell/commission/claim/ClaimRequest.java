package shop.pennywell.commission.claim;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.InOurEra;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;

/**
 * @param clickId of a missing order
 * @param transactionId of an order that was declined or counts with too little; what was booked beside an order names that order
 * @param orderReference as the store wrote it; of a missing order
 * @param orderedAt of a missing order
 * @param orderValue that the order should count with, in the store's currency; of a declined order only if it was wrong, too
 * @param note for us alone; the store does not see it
 */
record ClaimRequest(
        @NotNull Claim.Type type,
        @Size(max = 30) String clickId,
        UUID transactionId,

        @Pattern(regexp = "\\s*[^\\p{Cntrl}\\s]([^\\p{Cntrl}]{0,98}[^\\p{Cntrl}\\s])?\\s*")
        String orderReference,

        @InOurEra Instant orderedAt,
        Money orderValue,
        @Size(max = 2000) String note) {

    ClaimRequest {
        orderReference = orderReference == null ? null : orderReference.strip();
        note = note == null || note.isBlank() ? null : note.strip();
    }

    /** @throws shop.pennywell.defaults.problem.Problem 400 when something is missing, or too much */
    void requireComplete() {
        List<FieldError> errors = new ArrayList<>();
        boolean missing = type == Claim.Type.MISSING;
        require(errors, missing, "/clickId", clickId);
        require(errors, !missing, "/transactionId", transactionId);
        if (missing) {
            require(errors, true, "/orderReference", orderReference);
            require(errors, true, "/orderedAt", orderedAt);
        }
        if (type != Claim.Type.DECLINED) {
            require(errors, true, "/orderValue", orderValue);
        }
        if (!errors.isEmpty()) {
            throw CommonProblem.INVALID_REQUEST.problem(null).with(errors);
        }
    }

    private void require(List<FieldError> errors, boolean wanted, String pointer, Object value) {
        if (wanted && value == null) {
            errors.add(new FieldError(pointer, "must be given for a claim of type " + type));
        } else if (!wanted && value != null) {
            errors.add(new FieldError(pointer, "is not of a claim of type " + type));
        }
    }
}
