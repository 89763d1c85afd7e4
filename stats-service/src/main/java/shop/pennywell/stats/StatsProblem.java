package shop.pennywell.stats;

import java.util.Locale;
import shop.pennywell.defaults.problem.ProblemType;

/** Every problem that only this service answers. */
public enum StatsProblem implements ProblemType {
    RANGE_INVALID(400, "The range of days is not valid"),
    RANGE_TOO_LONG(400, "The range of days is too long"),
    STORES_INVALID(400, "One to a hundred stores are asked for at a time"),
    METRIC_UNKNOWN(400, "There is no such metric"),
    GRAIN_UNKNOWN(400, "There is no such grain"),
    CURRENCY_NEEDED(400, "The amounts are in several currencies: name one");

    private final int status;
    private final String title;

    StatsProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String title() {
        return title;
    }
}
