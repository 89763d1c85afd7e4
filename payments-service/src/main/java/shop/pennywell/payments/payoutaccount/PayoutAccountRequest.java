package shop.pennywell.payments.payoutaccount;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Locale;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;

/**
 * Where a member wants to be paid.
 *
 * @param holder as the bank knows the account's holder
 * @param bic needed by few banks
 * @param password asked again, because whoever changes this can take the money
 */
record PayoutAccountRequest(
        @NotBlank @Size(max = 70) String holder,
        @NotBlank @Size(max = 50) String iban,

        @Pattern(
                regexp = "[A-Za-z0-9]{4}[A-Za-z]{2}[A-Za-z0-9]{2}([A-Za-z0-9]{3})?",
                message = "is not a BIC of 8 or 11 characters")
        String bic,

        @NotEmpty @Size(max = 1000) String password) {

    /** @throws shop.pennywell.defaults.problem.Problem 400 that points at what a bank would not take */
    PayoutAccount.Details details() {
        var errors = new ArrayList<FieldError>();
        if (SepaText.of(holder, 70).isEmpty()) {
            errors.add(new FieldError("/holder", "must be written in Latin, Greek or Cyrillic letters"));
        }
        Iban parsed = null;
        try {
            parsed = Iban.parse(iban);
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError("/iban", e.getMessage()));
        }
        if (!errors.isEmpty()) {
            throw CommonProblem.INVALID_REQUEST.problem(null).with(errors);
        }
        return new PayoutAccount.Details(holder.strip(), parsed, bic == null ? null : bic.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return "PayoutAccountRequest[…]";
    }
}
