package shop.pennywell.payments;

import shop.pennywell.defaults.problem.ProblemType;

/** Every problem of this service's own; docs/errors.md lists them for callers. */
public enum PaymentsProblem implements ProblemType {
    INSUFFICIENT_BALANCE(422, "insufficient-balance", "There is not enough available to pay out"),
    BELOW_MINIMUM(422, "below-minimum", "The amount is below the least that is paid out"),
    CURRENCY_NOT_PAYABLE(422, "currency-not-payable", "Nothing is paid out in this currency"),
    PAYOUT_ACCOUNT_MISSING(422, "payout-account-missing", "There is no bank account to pay to yet"),
    PAYOUT_ACCOUNT_ON_HOLD(422, "payout-account-on-hold", "The bank account was changed recently"),
    PASSWORD_WRONG(422, "password-wrong", "The password is not right"),
    PAYOUT_STATE(409, "payout-state", "The payout's state does not allow this"),
    NO_APPROVED_PAYOUTS(422, "no-approved-payouts", "There is no approved payout in this currency"),
    BANK_FILE_MALFORMED(400, "bank-file-malformed", "The file could not be read"),
    BANK_FILE_UNSUPPORTED(422, "bank-file-unsupported", "This kind of bank file is not read here");

    private final int status;
    private final String code;
    private final String title;

    PaymentsProblem(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String title() {
        return title;
    }
}
