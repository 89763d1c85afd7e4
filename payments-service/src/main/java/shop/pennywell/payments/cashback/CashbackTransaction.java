package shop.pennywell.payments.cashback;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.payments.ledger.Positions;

/** A transaction as far as its cashback goes: the newest revision seen, what was posted for it, what the member was told. */
@Entity
@Table(name = "cashback_transaction")
class CashbackTransaction {

    @Id
    private UUID id;

    private UUID memberId;
    private UUID partnerId;
    private int transactionRevision;
    private int revision;

    @Enumerated(EnumType.STRING)
    private Stage stage = Stage.NONE;

    @Enumerated(EnumType.STRING)
    private CashbackStatus status;

    private String storeSlug;
    private String storeName;
    private String orderReference;
    private Instant orderedAt;
    private long orderValueMinor;
    private String orderValueCurrency;
    private long commissionMinor;
    private long cashbackMinor;
    private String currency;
    private String reason;
    private LocalDate expectedPayableOn;
    private Instant heldUntil;
    private Instant payableSince;
    private Instant changedAt;

    CashbackTransaction() {}

    /** A transaction of which nothing is known yet but whose it is. */
    CashbackTransaction(UUID id, UUID memberId) {
        this.id = id;
        this.memberId = memberId;
    }

    boolean knows(TransactionChanged change) {
        return change.revision() <= transactionRevision;
    }

    /** Takes over a newer revision. */
    void take(TransactionChanged change) {
        if (knows(change) || !change.memberId().equals(memberId)) {
            throw new IllegalStateException("not a newer revision of " + id);
        }
        transactionRevision = change.revision();
        partnerId = change.partnerId();
        storeSlug = change.storeSlug();
        storeName = change.storeName();
        orderReference = change.orderReference();
        orderedAt = change.orderedAt();
        orderValueMinor = change.orderValue().minor();
        orderValueCurrency = change.orderValue().currencyCode();
        commissionMinor = change.commission().minor();
        cashbackMinor = change.cashback().minor();
        currency = change.cashback().currencyCode();
        reason = change.reason();
        expectedPayableOn = change.expectedPayableOn();
        heldUntil = change.heldUntil();
        changedAt = change.changedAt();
        stage = Stage.of(change.status(), change.payable());
        if (stage != Stage.PAYABLE) {
            payableSince = null;
            status = CashbackStatus.of(stage);
        } else if (payableSince == null) {
            payableSince = change.changedAt();
            status = CashbackStatus.PAYABLE;
        }
    }

    /** Settled payouts cover this cashback now, or no longer do because a payout came back. */
    void cover(boolean covered, Instant at) {
        if (stage != Stage.PAYABLE) {
            throw new IllegalStateException("only payable cashback is paid: " + id);
        }
        status = covered ? CashbackStatus.PAID : CashbackStatus.PAYABLE;
        changedAt = at;
    }

    int nextRevision() {
        return ++revision;
    }

    Positions positions() {
        return stage.positions(partnerId, memberId, currency, commissionMinor, cashbackMinor);
    }

    UUID id() {
        return id;
    }

    UUID memberId() {
        return memberId;
    }

    int transactionRevision() {
        return transactionRevision;
    }

    CashbackStatus status() {
        return status;
    }

    String storeSlug() {
        return storeSlug;
    }

    String storeName() {
        return storeName;
    }

    String orderReference() {
        return orderReference;
    }

    Instant orderedAt() {
        return orderedAt;
    }

    Money orderValue() {
        return Money.of(orderValueMinor, orderValueCurrency);
    }

    Money cashback() {
        return Money.of(cashbackMinor, currency);
    }

    String reason() {
        return reason;
    }

    /** When the next step is expected, as far as there is one to wait for. */
    LocalDate estimate() {
        if (status != CashbackStatus.TRACKED && status != CashbackStatus.CONFIRMED) {
            return null;
        }
        LocalDate checkedBy = checkedBy();
        boolean checkedLater = checkedBy != null && expectedPayableOn != null && checkedBy.isAfter(expectedPayableOn);
        return checkedLater ? checkedBy : expectedPayableOn;
    }

    /** The day by which the purchase will have been checked at the latest; null if it is not being checked. */
    LocalDate checkedBy() {
        return heldUntil == null ? null : LocalDate.ofInstant(heldUntil, ZoneOffset.UTC);
    }

    Instant changedAt() {
        return changedAt;
    }
}
