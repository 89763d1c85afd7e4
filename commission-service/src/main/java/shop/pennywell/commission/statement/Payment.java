package shop.pennywell.commission.statement;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.defaults.money.Money;

/** Money that came in for a statement: in full, in part, or too much. */
@Entity
@Table(name = "statement_payment")
class Payment {

    @Id
    private UUID id;

    private UUID statementId;
    private long amount;
    private long overpaid;
    private int settled;
    private LocalDate receivedOn;
    private String bankReference;
    private Instant createdAt;

    protected Payment() {}

    Payment(UUID statementId, PaymentRequest said, Money overpaid, Instant now) {
        this.id = Ids.newId();
        this.statementId = statementId;
        this.amount = said.amount().minor();
        this.overpaid = overpaid.minor();
        this.receivedOn = said.receivedOn();
        this.bankReference = said.bankReference();
        this.createdAt = now;
    }

    boolean saysTheSameAs(PaymentRequest other) {
        return amount == other.amount().minor() && receivedOn.equals(other.receivedOn());
    }

    UUID id() {
        return id;
    }

    UUID statementId() {
        return statementId;
    }

    long amount() {
        return amount;
    }

    long overpaid() {
        return overpaid;
    }

    void settled(int transactions) {
        this.settled = transactions;
    }

    /** How many transactions it made paid. */
    int settled() {
        return settled;
    }

    LocalDate receivedOn() {
        return receivedOn;
    }

    String bankReference() {
        return bankReference;
    }

    Instant createdAt() {
        return createdAt;
    }
}
