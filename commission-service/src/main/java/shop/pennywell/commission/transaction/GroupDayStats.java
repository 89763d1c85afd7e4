package shop.pennywell.commission.transaction;

import java.time.LocalDate;
import shop.pennywell.defaults.money.Money;

/** What was sold in a commission group of a store, by the day of the report. */
public record GroupDayStats(
        LocalDate day,
        String storeSlug,
        String group,
        long orders,
        long quantity,
        Money orderValue,
        Money commission) {}
