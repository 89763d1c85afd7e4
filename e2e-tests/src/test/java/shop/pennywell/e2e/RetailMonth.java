package shop.pennywell.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Order lines of a real gift shop ("Online Retail", Daqing Chen, 2015, CC BY 4.0) as orders and cancellations, and what they
 * come to by this class's own arithmetic, which shares nothing with the services.
 */
final class RetailMonth {

    /** Percent of the order value that the store pays, and of which percent the member gets, by commission group. */
    static final Map<String, BigDecimal[]> RATES = Map.of(
            "DEFAULT", new BigDecimal[] {new BigDecimal("7.5"), new BigDecimal("55")},
            "GIFTS", new BigDecimal[] {new BigDecimal("5"), new BigDecimal("70")});

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final List<CSVRecord> cancellations = new ArrayList<>();

    /** One line of an order as it stands now; prices have two decimals in this data. */
    private static final class Line {
        private final BigDecimal price;
        private int quantity;

        private Line(BigDecimal price, int quantity) {
            this.price = price;
            this.quantity = quantity;
        }

        private BigDecimal amount() {
            return price.multiply(BigDecimal.valueOf(quantity)).setScale(2, RoundingMode.UNNECESSARY);
        }
    }

    /** One invoice. */
    static final class Order {
        private final String reference;
        private final String customer;
        private final Map<String, Line> lines = new LinkedHashMap<>();
        private boolean touched;

        private Order(String reference, String customer) {
            this.reference = reference;
            this.customer = customer;
        }

        String reference() {
            return reference;
        }

        /** Whether a cancellation took something from it. */
        boolean touched() {
            return touched;
        }

        boolean cancelled() {
            return lines.values().stream().allMatch(line -> line.quantity == 0);
        }

        String items() {
            List<String> items = new ArrayList<>();
            lines.forEach((sku, line) -> {
                if (line.quantity > 0) {
                    items.add("{\"sku\":\"%s\",\"group\":\"%s\",\"quantity\":%d,\"amount\":\"%s\"}"
                            .formatted(sku, reportedGroup(sku), line.quantity, line.amount()));
                }
            });
            return "[" + String.join(",", items) + "]";
        }

        BigDecimal value() {
            return lines.values().stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        BigDecimal commission() {
            return byGroup().entrySet().stream()
                    .map(group -> commission(group.getKey(), group.getValue()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        BigDecimal cashback() {
            return byGroup().entrySet().stream()
                    .map(group -> commission(group.getKey(), group.getValue())
                            .multiply(RATES.get(group.getKey())[1])
                            .divide(HUNDRED)
                            .setScale(2, RoundingMode.DOWN))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private Map<String, BigDecimal> byGroup() {
            Map<String, BigDecimal> totals = new TreeMap<>();
            lines.forEach((sku, line) -> totals.merge(
                    RATES.containsKey(reportedGroup(sku)) ? reportedGroup(sku) : "DEFAULT",
                    line.amount(),
                    BigDecimal::add));
            return totals;
        }

        private static BigDecimal commission(String group, BigDecimal total) {
            return total.multiply(RATES.get(group)[0]).divide(HUNDRED).setScale(2, RoundingMode.HALF_EVEN);
        }
    }

    /** Articles are spread over two groups that the store has rates for, and one that it has none for. */
    private static String reportedGroup(String sku) {
        char first = sku.charAt(0);
        if (first == '2') {
            return "DEFAULT";
        }
        return Character.isDigit(first) ? "GIFTS" : "SERVICES";
    }

    /** Reads the orders as they were placed from a CSV with the columns of the original, gzipped if its name says so. */
    static RetailMonth read(Path file) {
        RetailMonth month = new RetailMonth();
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (CSVRecord row : CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)) {
                if (row.get("InvoiceNo").startsWith("C")) {
                    month.cancellations.add(row);
                } else if (!row.get("InvoiceNo").startsWith("A")) {
                    month.add(row);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return month;
    }

    /** Takes back what the month's cancellations take back. */
    void cancel() {
        cancellations.forEach(this::cancel);
    }

    private void add(CSVRecord row) {
        int quantity = Integer.parseInt(row.get("Quantity"));
        BigDecimal price = new BigDecimal(row.get("UnitPrice"));
        if (quantity <= 0 || price.signum() <= 0) {
            return;
        }
        Order order =
                orders.computeIfAbsent(row.get("InvoiceNo"), reference -> new Order(reference, row.get("CustomerID")));
        // The same article at two prices in one invoice is two lines; the shop system tells them apart by a suffix.
        String sku = row.get("StockCode").replace(' ', '-');
        Line line = order.lines.get(sku);
        if (line != null && line.price.compareTo(price) != 0) {
            sku = sku + "@" + price.toPlainString();
            line = order.lines.get(sku);
        }
        if (line == null) {
            order.lines.put(sku, new Line(price, quantity));
        } else {
            line.quantity += quantity;
        }
    }

    /** Takes the article back from the customer's latest orders that hold it; what was bought before the month is left. */
    private void cancel(CSVRecord row) {
        int left = -Integer.parseInt(row.get("Quantity"));
        if (row.get("CustomerID").isEmpty()) {
            return;
        }
        List<Order> theirs = new ArrayList<>(orders.values());
        for (int i = theirs.size() - 1; i >= 0 && left > 0; i--) {
            Order order = theirs.get(i);
            Line line = order.customer.equals(row.get("CustomerID")) ? order.lines.get(row.get("StockCode")) : null;
            if (line != null && line.quantity > 0) {
                int taken = Math.min(left, line.quantity);
                line.quantity -= taken;
                left -= taken;
                order.touched = true;
            }
        }
    }

    /** The orders as they stand now. */
    List<Order> orders() {
        return List.copyOf(orders.values());
    }
}
