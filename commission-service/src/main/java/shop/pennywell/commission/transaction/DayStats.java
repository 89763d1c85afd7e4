package shop.pennywell.commission.transaction;

import java.time.LocalDate;
import shop.pennywell.defaults.money.Money;

/** The orders that were reported on a day, as they stand now; the sums leave declined ones out. */
public record DayStats(
        LocalDate day,
        String storeSlug,
        long orders,
        long pending,
        long approved,
        long declined,
        Money orderValue,
        Money commission) {}
