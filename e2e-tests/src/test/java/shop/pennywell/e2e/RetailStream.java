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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Order lines of a real gift shop ("Online Retail", Daqing Chen, 2015, CC BY 4.0) as orders and what their cancellations left of
 * them, and what they come to by this class's own arithmetic, which shares nothing with the services.
 *
 * <p>A cancellation names a customer, an article and a number, but no order: it is taken from the latest orders before it, of the
 * same customer, that hold the article. What it takes beyond them is over-cancelled; where there is none at all, it was never bought.
 */
final class RetailStream {

    /** So many days before the last order the store has approved nothing yet. */
    private static final int OPEN_DAYS = 7;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, List<Order>> byCustomer = new HashMap<>();
    private final Set<String> neverBought = new LinkedHashSet<>();
    private LocalDate last = LocalDate.MIN;

    /** Percent of the order value that a store pays, and of which percent the member gets. */
    record Terms(BigDecimal percent, BigDecimal memberShare) {

        static Terms of(String percent, String memberShare) {
            return new Terms(new BigDecimal(percent), new BigDecimal(memberShare));
        }
    }

    /** The stores that the shop's orders are spread over, with their currency and terms by commission group. */
    enum Outlet {
        RETAIL("GBP"),
        /** Orders of many articles. */
        WHOLESALE("GBP"),
        /** Orders from other countries, their amounts as they stand. */
        ABROAD("EUR");

        private static final int MANY = 20;
        private final String currency;

        Outlet(String currency) {
            this.currency = currency;
        }

        String currency() {
            return currency;
        }

        Map<String, Terms> terms() {
            return switch (this) {
                case RETAIL -> Map.of("DEFAULT", Terms.of("7.5", "55"), "GIFTS", Terms.of("5", "70"));
                case WHOLESALE -> Map.of("DEFAULT", Terms.of("3.25", "60"), "GIFTS", Terms.of("2.45", "33.3"));
                case ABROAD -> Map.of("DEFAULT", Terms.of("6", "50"), "GIFTS", Terms.of("4.4", "66.6"));
            };
        }
    }

    /** Where an order ends. */
    enum Ending {
        PENDING,
        APPROVED,
        DECLINED,
        CLAWED_BACK
    }

    /** One article of an order at one price: what was bought and what is left of it, below nothing where more was cancelled. */
    static final class Line {
        private final String article;
        private final String sku;
        private final String name;
        private final BigDecimal price;
        private int bought;
        private int left;
        private int overdrawn;

        private Line(String article, String sku, String name, BigDecimal price) {
            this.article = article;
            this.sku = sku;
            this.name = name;
            this.price = price;
        }

        String sku() {
            return sku;
        }

        String name() {
            return name;
        }

        int bought() {
            return bought;
        }

        int left() {
            return left;
        }

        /** How much more was cancelled than was there. */
        int overdrawn() {
            return overdrawn;
        }

        BigDecimal amount(int quantity) {
            return price.multiply(BigDecimal.valueOf(quantity)).setScale(2, RoundingMode.HALF_UP);
        }

        /** Articles are spread over two groups that the stores have rates for, and one that they have none for. */
        String reportedGroup() {
            char first = article.charAt(0);
            if (first == '2') {
                return "DEFAULT";
            }
            return Character.isDigit(first) ? "GIFTS" : "SERVICES";
        }

        String group() {
            return reportedGroup().equals("GIFTS") ? "GIFTS" : "DEFAULT";
        }
    }

    /** One invoice. */
    final class Order {
        private final String reference;
        private final String customer;
        private final boolean abroad;
        private final LocalDate placed;
        private final Map<String, Line> lines = new LinkedHashMap<>();
        private final Set<String> cancellations = new LinkedHashSet<>();
        private LocalDate cancelledLast;

        private Order(CSVRecord row) {
            this.reference = row.get("InvoiceNo");
            this.customer = row.get("CustomerID");
            this.abroad = isAbroad(row);
            this.placed = day(row);
        }

        String reference() {
            return reference;
        }

        Outlet outlet() {
            if (abroad) {
                return Outlet.ABROAD;
            }
            return lines.size() < Outlet.MANY ? Outlet.RETAIL : Outlet.WHOLESALE;
        }

        /** Which of so many members made it; those without a customer are all of the first. */
        int member(int members) {
            return customer.isEmpty() ? 0 : new BigDecimal(customer).intValue() % members;
        }

        List<Line> lines() {
            return List.copyOf(lines.values());
        }

        /** The numbers of the cancellations that took something from it. */
        Set<String> cancellations() {
            return Set.copyOf(cancellations);
        }

        boolean isCancelled() {
            return lines.values().stream().allMatch(line -> line.left == 0);
        }

        /** Whether it was cancelled as a whole, and not on the day on which it was made. */
        boolean isReversed() {
            return isCancelled() && cancelledLast.isAfter(placed);
        }

        boolean isOverdrawn() {
            return lines.values().stream().anyMatch(line -> line.overdrawn > 0);
        }

        Ending ending() {
            if (isCancelled()) {
                return isReversed() ? Ending.CLAWED_BACK : Ending.DECLINED;
            }
            return placed.isAfter(last.minusDays(OPEN_DAYS)) ? Ending.PENDING : Ending.APPROVED;
        }

        /** What the platform is to know of it at the end: a declined or reversed order stays what it was. */
        Sums sums() {
            boolean asBought = isCancelled();
            Map<String, BigDecimal> byGroup = new TreeMap<>();
            lines.values()
                    .forEach(line -> byGroup.merge(
                            line.group(), line.amount(asBought ? line.bought : line.left), BigDecimal::add));
            Sums sums = Sums.NONE;
            for (Map.Entry<String, BigDecimal> group : byGroup.entrySet()) {
                Terms terms = outlet().terms().get(group.getKey());
                BigDecimal commission = group.getValue()
                        .multiply(terms.percent())
                        .divide(HUNDRED)
                        .setScale(2, RoundingMode.HALF_EVEN);
                BigDecimal cashback =
                        commission.multiply(terms.memberShare()).divide(HUNDRED).setScale(2, RoundingMode.DOWN);
                sums = sums.plus(new Sums(0, group.getValue(), commission, cashback));
            }
            return new Sums(1, sums.value(), sums.commission(), sums.cashback());
        }
    }

    /** Orders and their sums of money. */
    record Sums(int orders, BigDecimal value, BigDecimal commission, BigDecimal cashback) {

        static final Sums NONE = new Sums(0, new BigDecimal("0.00"), new BigDecimal("0.00"), new BigDecimal("0.00"));

        Sums plus(Sums more) {
            return new Sums(
                    orders + more.orders,
                    value.add(more.value),
                    commission.add(more.commission),
                    cashback.add(more.cashback));
        }
    }

    /** Reads CSV files with the columns of the original, one after the other, gzipped where their names say so. */
    static RetailStream read(List<Path> files) {
        RetailStream stream = new RetailStream();
        files.forEach(stream::read);
        return stream;
    }

    private void read(Path file) {
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
                    cancel(row);
                } else if (!row.get("InvoiceNo").startsWith("A")) {
                    add(row);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void add(CSVRecord row) {
        int quantity = Integer.parseInt(row.get("Quantity"));
        BigDecimal price = new BigDecimal(row.get("UnitPrice"));
        if (quantity <= 0 || price.signum() <= 0) {
            return;
        }
        Order order = orders.get(row.get("InvoiceNo"));
        if (order == null) {
            order = new Order(row);
            orders.put(order.reference, order);
            byCustomer
                    .computeIfAbsent(order.customer, customer -> new ArrayList<>())
                    .add(order);
            last = order.placed;
        }
        // The same article at two prices in one invoice is two lines; the shop system tells them apart by a suffix.
        String article = row.get("StockCode").replace(' ', '-');
        Line known = order.lines.get(article);
        String sku =
                known == null || known.price.compareTo(price) == 0 ? article : article + "@" + price.toPlainString();
        Line line = order.lines.computeIfAbsent(sku, name -> new Line(article, name, row.get("Description"), price));
        line.bought += quantity;
        line.left += quantity;
    }

    private void cancel(CSVRecord row) {
        int left = -Integer.parseInt(row.get("Quantity"));
        String article = row.get("StockCode").replace(' ', '-');
        List<Order> theirs =
                row.get("CustomerID").isEmpty() ? List.of() : byCustomer.getOrDefault(row.get("CustomerID"), List.of());
        Line taken = null;
        for (int i = theirs.size() - 1; i >= 0 && left > 0; i--) {
            Order order = theirs.get(i);
            for (Line line : order.lines.values()) {
                int some = line.article.equals(article) ? Math.min(left, line.left) : 0;
                if (some > 0) {
                    line.left -= some;
                    left -= some;
                    order.cancellations.add(row.get("InvoiceNo"));
                    order.cancelledLast = day(row);
                    taken = line;
                }
            }
        }
        if (taken == null) {
            neverBought.add(row.get("InvoiceNo"));
        } else {
            taken.overdrawn += left;
        }
    }

    private static boolean isAbroad(CSVRecord row) {
        return !row.get("Country").equals("United Kingdom");
    }

    private static LocalDate day(CSVRecord row) {
        return LocalDate.parse(row.get("InvoiceDate").substring(0, 10));
    }

    List<Order> orders() {
        return List.copyOf(orders.values());
    }

    /** The numbers of cancellations of what nobody had bought. */
    List<String> neverBought() {
        return List.copyOf(neverBought);
    }
}
