package shop.pennywell.commission.transaction;

import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import shop.pennywell.commission.rate.Earnings;
import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.rate.SharedCommission;

/** A line of a transaction with what it earns, in minor units. */
@Embeddable
class TransactionItem {
    private String sku;
    private String name;
    private String commissionGroup;
    private int quantity;
    private long orderValue;
    private long commission;
    private long cashback;

    protected TransactionItem() {}

    private TransactionItem(NetworkSale.Part part, String group, long cashback) {
        this.sku = part.sku();
        this.name = part.name();
        this.commissionGroup = group;
        this.quantity = part.quantity();
        this.orderValue = part.valueMinor();
        this.commission = part.commissionMinor();
        this.cashback = cashback;
    }

    private TransactionItem(OrderLine line, String group, Earnings.Line earned) {
        this.sku = line.sku();
        this.name = line.name();
        this.commissionGroup = group;
        this.quantity = line.quantity();
        this.orderValue = line.amountMinor();
        this.commission = earned.commissionMinor();
        this.cashback = earned.cashbackMinor();
    }

    /** The lines in commission groups of the receipt, with what they earn under it. */
    static List<TransactionItem> earning(List<OrderLine> lines, RateReceipt receipt) {
        List<Earnings.Sale> sales = lines.stream()
                .map(line -> new Earnings.Sale(receipt.groupOrDefault(line.group()), line.amountMinor()))
                .toList();
        Earnings earnings = Earnings.of(receipt, sales);
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new TransactionItem(
                        lines.get(i), sales.get(i).group(), earnings.lines().get(i)))
                .toList();
    }

    /** What an order is worth and earns beyond what was counted, as one line; less than nothing only in commission. */
    static TransactionItem difference(String sku, List<TransactionItem> counted, List<TransactionItem> wanted) {
        TransactionItem difference = new TransactionItem();
        difference.sku = sku;
        difference.name = "Difference";
        difference.commissionGroup = RateReceipt.DEFAULT_GROUP;
        difference.quantity = 1;
        difference.orderValue = Math.max(0, total(wanted, i -> i.orderValue) - total(counted, i -> i.orderValue));
        difference.commission = total(wanted, i -> i.commission) - total(counted, i -> i.commission);
        difference.cashback = Math.max(0, total(wanted, i -> i.cashback) - total(counted, i -> i.cashback));
        return difference;
    }

    private static long total(List<TransactionItem> items, ToLongFunction<TransactionItem> what) {
        return items.stream().mapToLong(what).sum();
    }

    /** The parts in commission groups of the receipt, each with what the network pays for it and the member's share of that. */
    static List<TransactionItem> paid(List<NetworkSale.Part> parts, RateReceipt receipt) {
        List<SharedCommission.Line> lines = parts.stream()
                .map(part -> new SharedCommission.Line(receipt.groupOrDefault(part.group()), part.commissionMinor()))
                .toList();
        long[] cashbacks = SharedCommission.cashbacks(receipt, lines);
        return IntStream.range(0, parts.size())
                .mapToObj(i -> new TransactionItem(parts.get(i), lines.get(i).group(), cashbacks[i]))
                .toList();
    }

    boolean paysTheSameAs(TransactionItem other) {
        return saysTheSameAs(other) && commission == other.commission;
    }

    boolean saysTheSameAs(TransactionItem other) {
        return sku.equals(other.sku)
                && commissionGroup.equals(other.commissionGroup)
                && quantity == other.quantity
                && orderValue == other.orderValue;
    }

    String sku() {
        return sku;
    }

    String name() {
        return name;
    }

    String commissionGroup() {
        return commissionGroup;
    }

    int quantity() {
        return quantity;
    }

    long orderValue() {
        return orderValue;
    }

    long commission() {
        return commission;
    }

    long cashback() {
        return cashback;
    }
}
