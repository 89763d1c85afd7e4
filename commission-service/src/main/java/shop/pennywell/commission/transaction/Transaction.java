package shop.pennywell.commission.transaction;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import shop.pennywell.commission.click.Click;
import shop.pennywell.commission.partner.Partner.Settlement;
import shop.pennywell.commission.store.Store;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.defaults.money.Money;

/**
 * One order reported against a click. Its transitions are guarded: one that its state forbids throws {@link WrongState} and changes
 * nothing. Each is a new revision; whoever makes one tells it through {@link TransactionHistory} in the same database transaction.
 */
@Entity
public class Transaction {

    @Id
    private UUID id;

    private UUID storeId;
    private String storeSlug;
    private String storeName;
    private UUID partnerId;
    private UUID memberId;
    private String clickId;
    private String orderReference;
    private String currency;
    private String receipt;
    private Instant orderedAt;
    private Instant reportedAt;
    private Instant changedAt;
    private LocalDate expectedPayableOn;
    private String customer;
    private String voucherCode;

    @Enumerated(EnumType.STRING)
    private Status status;

    @Embedded
    private Payability payability = new Payability();

    @Enumerated(EnumType.STRING)
    private Reason reason;

    private long orderValue;
    private long commission;
    private long cashback;
    private Instant approvedAt;
    private UUID statementId;
    private UUID supplements;

    @Enumerated(EnumType.STRING)
    private SettledBy settledBy;

    private long revision;

    @ElementCollection
    @CollectionTable(name = "transaction_item", joinColumns = @JoinColumn(name = "transaction_id"))
    @OrderColumn(name = "line")
    private List<TransactionItem> items = new ArrayList<>();

    protected Transaction() {}

    /** A new order that a store reports, pending; it earns what the click's receipt says. */
    Transaction(Click click, Store store, OrderReport order, String receiptJson, Instant now) {
        this(click, store, receiptJson, now);
        this.orderReference = order.orderReference();
        this.customer = order.customer();
        this.voucherCode = order.voucherCode();
        this.settledBy = SettledBy.STATEMENT;
        ordered(order.orderedAt(), store);
        contain(TransactionItem.earning(order.lines(), click.receipt()));
    }

    /** A new order that a network pays us for, pending; it earns what the network says. */
    Transaction(Click click, Store store, NetworkSale sale, String orderReference, String receiptJson, Instant now) {
        this(click, store, receiptJson, now);
        this.orderReference = orderReference;
        this.settledBy = SettledBy.NETWORK;
        ordered(sale.orderedAt(), store);
        contain(TransactionItem.paid(sale.parts(), click.receipt()));
    }

    private Transaction(Click click, Store store, String receiptJson, Instant now) {
        this.id = Ids.newId();
        this.storeId = click.storeId();
        this.storeSlug = store.slug();
        this.storeName = store.name();
        this.partnerId = click.partnerId();
        this.memberId = click.memberId();
        this.clickId = click.id();
        this.currency = click.receipt().currency();
        this.receipt = receiptJson;
        this.reportedAt = now;
        this.changedAt = now;
        this.status = Status.PENDING;
        this.revision = 1;
    }

    private void ordered(Instant at, Store store) {
        this.orderedAt = at;
        this.expectedPayableOn = LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(store.daysToConfirm());
    }

    /** Takes the store's letters in place of those that a member had copied. Whether they differ. */
    boolean adoptReference(String stores, Instant now) {
        boolean differs = !orderReference.equals(stores);
        if (differs) {
            this.orderReference = stores;
            to(status, now);
        }
        return differs;
    }

    /** What a claim won beyond an order that can no longer be amended: approved or declined like any other, but never amended itself. */
    Transaction(Transaction supplemented, String orderReference, TransactionItem difference, Instant now) {
        this.id = Ids.newId();
        this.storeId = supplemented.storeId;
        this.storeSlug = supplemented.storeSlug;
        this.storeName = supplemented.storeName;
        this.partnerId = supplemented.partnerId;
        this.memberId = supplemented.memberId;
        this.clickId = supplemented.clickId;
        this.orderReference = orderReference;
        this.currency = supplemented.currency;
        this.receipt = supplemented.receipt;
        this.orderedAt = supplemented.orderedAt;
        this.reportedAt = now;
        this.changedAt = now;
        this.customer = supplemented.customer;
        this.supplements = supplemented.id;
        this.settledBy = supplemented.settledBy;
        this.status = Status.PENDING;
        this.revision = 1;
        LocalDate ordered = LocalDate.ofInstant(orderedAt, ZoneOffset.UTC);
        expectConfirmationFrom(now, Math.toIntExact(ChronoUnit.DAYS.between(ordered, supplemented.expectedPayableOn)));
        contain(List.of(difference));
    }

    /** An order that is booked long after it was made is confirmed as long after that as others are after they were made. */
    void expectConfirmationFrom(Instant booked, int daysToConfirm) {
        this.expectedPayableOn = LocalDate.ofInstant(booked, ZoneOffset.UTC).plusDays(daysToConfirm);
    }

    void approve(Settlement settlement, Instant now) {
        from(Status.PENDING);
        to(Status.APPROVED, now);
        this.reason = null;
        this.approvedAt = now;
        payability.due(settlement == Settlement.ON_APPROVAL);
    }

    void decline(Reason why, Instant now) {
        from(Status.PENDING);
        to(Status.DECLINED, now);
        this.reason = why;
    }

    /** Takes over what is left of the order, unless that is what we know already. */
    boolean amend(List<TransactionItem> left, Reason why, Instant now) {
        from(Status.PENDING);
        if (supplements != null) {
            throw new WrongState(this);
        }
        boolean same = left.size() == items.size()
                && IntStream.range(0, left.size()).allMatch(i -> left.get(i).saysTheSameAs(items.get(i)));
        if (!same) {
            to(Status.PENDING, now);
            this.reason = why;
            contain(left);
        }
        return !same;
    }

    /** A declined order is pending again: a claim was won, or the decline was a mistake. */
    void reinstate(Instant now) {
        from(Status.DECLINED);
        to(Status.PENDING, now);
        this.reason = null;
    }

    /** Takes an approved or paid order back. A statement that bills it stays as it is: the next one takes it off. */
    void clawBack(Reason why, Instant now) {
        if (status != Status.PAID && status != Status.APPROVED) {
            throw new WrongState(this);
        }
        to(Status.CLAWED_BACK, now);
        this.reason = why;
        payability.due(false);
    }

    /** The partner has paid the statement as far as this order, or the network this order. */
    public void paid(Instant now) {
        from(Status.APPROVED);
        if (settledBy == SettledBy.STATEMENT && statementId == null) {
            throw new WrongState(this);
        }
        to(Status.PAID, now);
        payability.due(true);
    }

    /**
     * Takes over what a network says now of an order that it pays us for, also after it was approved or paid, unless that is what we know
     * already.
     */
    boolean restate(List<TransactionItem> left, Reason why, Instant now) {
        requireNetwork();
        if (status == Status.DECLINED || status == Status.CLAWED_BACK) {
            throw new WrongState(this);
        }
        boolean same = left.size() == items.size()
                && IntStream.range(0, left.size()).allMatch(i -> left.get(i).paysTheSameAs(items.get(i)));
        if (!same) {
            to(status, now);
            this.reason = why;
            contain(left);
        }
        return !same;
    }

    /** A network takes its verdict back: the order is pending again. */
    void reopen(Instant now) {
        requireNetwork();
        if (status == Status.PENDING || status == Status.PAID) {
            throw new WrongState(this);
        }
        to(Status.PENDING, now);
        this.reason = null;
        this.approvedAt = null;
        payability.due(false);
    }

    /** A hold has begun or ended: a new revision, unless the order earns nothing, for then nobody need hear of it. */
    boolean holdChanged(Instant now) {
        if (status.earns()) {
            to(status, now);
        }
        return status.earns();
    }

    private void requireNetwork() {
        if (settledBy != SettledBy.NETWORK) {
            throw new WrongState(this);
        }
    }

    private void from(Status wanted) {
        if (status != wanted) {
            throw new WrongState(this);
        }
    }

    private void to(Status next, Instant now) {
        this.status = next;
        this.changedAt = now;
        this.revision++;
    }

    private void contain(List<TransactionItem> next) {
        items.clear();
        items.addAll(next);
        this.orderValue = items.stream().mapToLong(TransactionItem::orderValue).sum();
        this.commission = items.stream().mapToLong(TransactionItem::commission).sum();
        this.cashback = items.stream().mapToLong(TransactionItem::cashback).sum();
    }

    public UUID id() {
        return id;
    }

    UUID storeId() {
        return storeId;
    }

    String storeSlug() {
        return storeSlug;
    }

    String storeName() {
        return storeName;
    }

    public UUID partnerId() {
        return partnerId;
    }

    public UUID memberId() {
        return memberId;
    }

    String clickId() {
        return clickId;
    }

    public String orderReference() {
        return orderReference;
    }

    /** The rate receipt of its click, in JSON. */
    String receiptJson() {
        return receipt;
    }

    public Instant orderedAt() {
        return orderedAt;
    }

    Instant reportedAt() {
        return reportedAt;
    }

    Instant changedAt() {
        return changedAt;
    }

    LocalDate expectedPayableOn() {
        return expectedPayableOn;
    }

    String customer() {
        return customer;
    }

    String voucherCode() {
        return voucherCode;
    }

    public Status status() {
        return status;
    }

    Payability payability() {
        return payability;
    }

    /** Until when its cashback waits at most because somebody looks at it; null if it does not, or earns nothing. */
    Instant heldUntil() {
        return status.earns() ? payability.heldUntil() : null;
    }

    Reason reason() {
        return reason;
    }

    public Instant approvedAt() {
        return approvedAt;
    }

    /** The order that this one was booked beside; null for an order of its own. */
    UUID supplements() {
        return supplements;
    }

    UUID statementId() {
        return statementId;
    }

    SettledBy settledBy() {
        return settledBy;
    }

    long revision() {
        return revision;
    }

    List<TransactionItem> items() {
        return List.copyOf(items);
    }

    public Money orderValue() {
        return Money.of(orderValue, currency);
    }

    public Money commission() {
        return Money.of(commission, currency);
    }

    Money cashback() {
        return Money.of(cashback, currency);
    }
}
