package shop.pennywell.payments.cashback;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;

/** One step of a transaction as its member sees it. */
@Entity
@Table(name = "cashback_history")
class HistoryLine {

    @Id
    private UUID id;

    private UUID transactionId;
    private Instant at;

    @Enumerated(EnumType.STRING)
    private CashbackStatus status;

    private String detail;

    HistoryLine() {}

    private HistoryLine(UUID id, UUID transactionId, Instant at, CashbackStatus status, String detail) {
        this.id = id;
        this.transactionId = transactionId;
        this.at = at;
        this.status = status;
        this.detail = detail;
    }

    /** The step that a revision of the transaction is; its id is the revision's, so that it can't be told twice. */
    static HistoryLine of(TransactionChanged change) {
        var status = CashbackStatus.of(Stage.of(change.status(), change.payable()));
        var id = idOf(change);
        return new HistoryLine(id, change.transactionId(), change.changedAt(), status, Wording.of(change));
    }

    static UUID idOf(TransactionChanged change) {
        return Ids.derived("cashback-history", change.transactionId() + "/" + change.revision());
    }

    /** The step that a payout's arrival at the bank is, or its return. */
    static HistoryLine covered(CashbackTransaction transaction, Instant at) {
        var status = transaction.status();
        return new HistoryLine(Ids.newId(), transaction.id(), at, status, Wording.ofPayout(status));
    }

    UUID transactionId() {
        return transactionId;
    }

    Instant at() {
        return at;
    }

    CashbackStatus status() {
        return status;
    }

    String detail() {
        return detail;
    }
}
