package shop.pennywell.stats;

import java.util.Locale;
import shop.pennywell.defaults.problem.ProblemType;

/** Every problem that only this service answers. */
public enum StatsProblem implements ProblemType {
    RANGE_INVALID("The range of days is not valid"),
    RANGE_TOO_LONG("The range of days is too long"),
    METRIC_UNKNOWN("There is no such metric"),
    GRAIN_UNKNOWN("There is no such grain"),
    CURRENCY_NEEDED("The amounts are in several currencies: name one");

    private final String title;

    StatsProblem(String title) {
        this.title = title;
    }

    @Override
    public int status() {
        return 400;
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
