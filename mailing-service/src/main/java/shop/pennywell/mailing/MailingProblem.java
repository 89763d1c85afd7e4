package shop.pennywell.mailing;

import shop.pennywell.defaults.problem.ProblemType;

/** Every problem that only this service answers. */
public enum MailingProblem implements ProblemType {
    ADDRESS_INVALID(400, "The address is not an e-mail address"),
    FORMAT_UNKNOWN(400, "There is no such format"),
    STATUS_UNKNOWN(400, "There is no such status"),
    MESSAGE_UNKNOWN(404, "There is no such message"),
    TEMPLATE_UNKNOWN(404, "There is no such template"),
    SUPPRESSION_UNKNOWN(404, "The address is not suppressed"),
    MESSAGE_NOT_FAILED(409, "Only a failed message can be retried");

    private final int status;
    private final String title;

    MailingProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    @Override
    public String title() {
        return title;
    }
}
