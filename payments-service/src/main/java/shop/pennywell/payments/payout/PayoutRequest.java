package shop.pennywell.payments.payout;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;

record PayoutRequest(@NotNull Money amount) {

    /** @throws shop.pennywell.defaults.problem.Problem 400 unless the amount is more than nothing */
    Money positiveAmount() {
        if (!amount.isPositive()) {
            throw CommonProblem.INVALID_REQUEST
                    .problem(null)
                    .with(List.of(new FieldError("/amount/amount", "must be more than 0")));
        }
        return amount;
    }
}
