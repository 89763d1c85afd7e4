package shop.pennywell.commission.network;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import shop.pennywell.commission.network.api.NetworkRecord;
import shop.pennywell.commission.network.api.RecordStatus;
import shop.pennywell.commission.rate.Earnings;
import shop.pennywell.commission.rate.Split;
import shop.pennywell.commission.transaction.NetworkSale;
import shop.pennywell.commission.transaction.Reason;
import shop.pennywell.defaults.money.Money;

/**
 * What the records of one order come to. Amounts are added up exactly and the sums rounded once, half to even, to the currency's minor unit; each
 * sum is split over the order's parts by largest remainder. A declined record counts nothing; an order that its corrections bring to nothing is
 * declined; otherwise it is as far as the record that is least far. What is declined as a whole keeps its amounts for show.
 *
 * @param status {@code OTHER} if any record is in a state that we don't know
 * @param first the record that the order is known by: the earliest
 * @param negative corrections take more away than there was
 */
record OrderSum(
        RecordStatus status,
        String rawStatus,
        String rawReason,
        Reason reason,
        NetworkRecord first,
        String clickId,
        String orderReference,
        String currency,
        boolean negative,
        List<NetworkSale.Part> parts) {

    private static final String WHOLE = "ORDER";
    /** Weights of a split are whole numbers of this many decimals. */
    private static final int WEIGHT_DECIMALS = 6;

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Earnings.MAX_ORDER_MINOR);
    private static final int MOST_PIECES = 1_000_000;

    /** Cannot be added up: why, for a machine and for a reader. */
    static final class Unsummable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;

        Unsummable(String code, String detail) {
            super(detail, null, false, false);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    private static final Comparator<NetworkRecord> BY_CHANGE = Comparator.comparing(
                    NetworkRecord::changedAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(NetworkRecord::id);

    private record PartKey(String sku, String group) {}

    private static final class Merged {
        private final String name;
        private long quantity;
        private BigDecimal sale = BigDecimal.ZERO;
        private BigDecimal commission = BigDecimal.ZERO;

        Merged(String name) {
            this.name = name;
        }

        boolean isNothing() {
            return sale.signum() == 0 && commission.signum() == 0;
        }

        boolean isNegative() {
            return sale.signum() < 0 || commission.signum() < 0;
        }
    }

    /** @throws Unsummable with a code that staff see */
    static OrderSum of(Collection<NetworkRecord> records) {
        List<NetworkRecord> sorted = records.stream()
                .sorted(Comparator.comparing(NetworkRecord::orderedAt, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(NetworkRecord::id))
                .toList();
        List<NetworkRecord> counted = counted(sorted);
        NetworkRecord first = first(sorted);
        String currency = currency(counted);
        List<NetworkRecord> live = counted.stream()
                .filter(record -> record.status() != RecordStatus.DECLINED)
                .toList();
        List<NetworkRecord> shown = live.isEmpty() ? counted : live;
        BigDecimal sale = sum(shown, NetworkRecord::sale);
        BigDecimal commission = sum(shown, NetworkRecord::commission);
        boolean negative = sale.signum() < 0 || commission.signum() < 0;
        boolean corrected = counted.size() > 1 && sale.signum() == 0 && commission.signum() == 0;
        RecordStatus status = status(counted, live, negative || corrected);
        List<NetworkSale.Part> parts =
                negative ? List.of() : parts(shown, minor(sale, currency), minor(commission, currency));
        NetworkRecord reason = reason(status == RecordStatus.DECLINED ? sorted : counted);
        return new OrderSum(
                status,
                rawStatus(counted, status),
                reason == null ? null : reason.rawReason(),
                reason == null ? null : reason.reason(),
                first,
                click(sorted),
                firstOf(sorted, NetworkRecord::orderReference),
                currency,
                negative,
                parts);
    }

    /** Shops that give all their orders one number make one order of many shoppers': nobody may get the others' cashback. */
    private static String click(List<NetworkRecord> records) {
        List<String> clicks = records.stream()
                .map(NetworkRecord::clickId)
                .filter(Objects::nonNull)
                .distinct()
                .limit(2)
                .toList();
        if (clicks.size() > 1) {
            throw new Unsummable("clicks-differ", "its records are of " + String.join(" and ", clicks));
        }
        return clicks.isEmpty() ? null : clicks.get(0);
    }

    private static List<NetworkRecord> counted(List<NetworkRecord> records) {
        List<NetworkRecord> settled = ofKind(records, NetworkRecord.Kind.SETTLEMENT);
        List<NetworkRecord> counted = settled.isEmpty() ? ofKind(records, NetworkRecord.Kind.SALE) : settled;
        if (counted.isEmpty()) {
            throw new Unsummable("record-missing", "only notes on it have come, not the order");
        }
        return counted;
    }

    private static List<NetworkRecord> ofKind(List<NetworkRecord> records, NetworkRecord.Kind kind) {
        return records.stream().filter(record -> record.kind() == kind).toList();
    }

    private static NetworkRecord first(List<NetworkRecord> sorted) {
        return sorted.stream()
                .filter(record -> record.kind() == NetworkRecord.Kind.SALE && record.orderedAt() != null)
                .findFirst()
                .orElseThrow(() -> new Unsummable("record-missing", "only what was paid has come, not the order"));
    }

    private static RecordStatus status(List<NetworkRecord> all, List<NetworkRecord> live, boolean nothingLeft) {
        if (all.stream().anyMatch(record -> record.status() == RecordStatus.OTHER)) {
            return RecordStatus.OTHER;
        }
        if (live.isEmpty() || nothingLeft) {
            return RecordStatus.DECLINED;
        }
        return Stream.of(RecordStatus.PENDING, RecordStatus.APPROVED, RecordStatus.PAID)
                .filter(stage -> live.stream().anyMatch(record -> record.status() == stage))
                .findFirst()
                .orElseThrow();
    }

    /** In the words of the last record that is where the order is, if any is. */
    private static String rawStatus(List<NetworkRecord> counted, RecordStatus status) {
        return counted.stream()
                .max(Comparator.comparing((NetworkRecord record) -> record.status() == status)
                        .thenComparing(BY_CHANGE))
                .orElseThrow()
                .rawStatus();
    }

    /** The last record that gives a reason; null if none does. */
    private static NetworkRecord reason(List<NetworkRecord> records) {
        return records.stream()
                .filter(record -> record.reason() != null)
                .max(BY_CHANGE)
                .orElse(null);
    }

    private static String currency(List<NetworkRecord> records) {
        List<String> currencies = records.stream()
                .flatMap(record -> Stream.of(record.saleCurrency(), record.commissionCurrency()))
                .distinct()
                .toList();
        if (currencies.size() > 1) {
            throw new Unsummable("currency-mismatch", "the order is in " + String.join(" and ", currencies));
        }
        try {
            return Money.zero(currencies.get(0)).currencyCode();
        } catch (IllegalArgumentException unknown) {
            throw new Unsummable("currency-mismatch", "not a currency: " + currencies.get(0));
        }
    }

    private static List<NetworkSale.Part> parts(List<NetworkRecord> live, long saleMinor, long commissionMinor) {
        Map<PartKey, Merged> merged = new LinkedHashMap<>();
        for (NetworkRecord record : live) {
            for (NetworkRecord.Part part : partsOf(record)) {
                Merged into =
                        merged.computeIfAbsent(new PartKey(part.sku(), part.group()), key -> new Merged(part.name()));
                into.quantity += part.quantity();
                into.sale = into.sale.add(part.sale());
                into.commission = into.commission.add(part.commission());
            }
        }
        if (merged.size() > 1) {
            merged.values().removeIf(Merged::isNothing);
        }
        if (merged.isEmpty() || merged.values().stream().anyMatch(Merged::isNegative)) {
            // A correction that does not say what it corrects: only the whole makes sense.
            Merged whole = new Merged(null);
            whole.quantity = 1;
            merged.clear();
            merged.put(new PartKey(WHOLE, null), whole);
        }
        long[] sales = Split.byLargestRemainder(saleMinor, weights(merged.values(), part -> part.sale));
        long[] commissions =
                Split.byLargestRemainder(commissionMinor, weights(merged.values(), part -> part.commission));
        List<NetworkSale.Part> parts = new ArrayList<>();
        merged.forEach((key, part) -> parts.add(new NetworkSale.Part(
                key.sku(),
                part.name,
                key.group(),
                (int) Math.max(1, Math.min(MOST_PIECES, part.quantity)),
                sales[parts.size()],
                commissions[parts.size()])));
        return parts;
    }

    private static List<NetworkRecord.Part> partsOf(NetworkRecord record) {
        return record.parts().isEmpty()
                ? List.of(new NetworkRecord.Part(WHOLE, null, null, 1, record.sale(), record.commission()))
                : record.parts();
    }

    private static long[] weights(Collection<Merged> parts, Function<Merged, BigDecimal> amount) {
        return parts.stream().mapToLong(part -> weight(amount.apply(part))).toArray();
    }

    private static long weight(BigDecimal amount) {
        if (amount.compareTo(LARGEST) > 0) {
            throw new Unsummable("amount-invalid", "a part of the order is too large");
        }
        return amount.setScale(WEIGHT_DECIMALS, RoundingMode.HALF_EVEN)
                .unscaledValue()
                .longValueExact();
    }

    private static BigDecimal sum(List<NetworkRecord> records, Function<NetworkRecord, BigDecimal> amount) {
        return records.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static long minor(BigDecimal amount, String currency) {
        int digits = Money.zero(currency).currency().getDefaultFractionDigits();
        BigDecimal minor = amount.movePointRight(digits).setScale(0, RoundingMode.HALF_EVEN);
        if (minor.compareTo(LARGEST) > 0) {
            throw new Unsummable("amount-invalid", "the order is too large");
        }
        return minor.longValueExact();
    }

    private static String firstOf(List<NetworkRecord> sorted, Function<NetworkRecord, String> field) {
        return sorted.stream().map(field).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
