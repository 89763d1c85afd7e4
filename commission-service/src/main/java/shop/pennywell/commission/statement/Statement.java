package shop.pennywell.commission.statement;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.defaults.money.Money;

/** What a partner owes us for the orders that were approved in a period. Closed from the beginning; only what is paid of it moves. */
@Entity
class Statement {

    @Id
    private UUID id;

    private UUID partnerId;
    private LocalDate periodFrom;
    private LocalDate periodTo;
    private String currency;
    private long total;
    private int transactions;
    private long paid;
    private Instant createdAt;

    protected Statement() {}

    Statement(UUID partnerId, LocalDate from, LocalDate to, String currency, Instant now) {
        this.id = Ids.newId();
        this.partnerId = partnerId;
        this.periodFrom = from;
        this.periodTo = to;
        this.currency = currency;
        this.createdAt = now;
    }

    /** What is on it, once and for all. */
    void close(int lines, long sum) {
        if (transactions != 0) {
            throw new IllegalStateException("a statement is closed once");
        }
        this.transactions = lines;
        this.total = sum;
    }

    /**
     * Adds a payment.
     *
     * @return what of it is more than was owed
     */
    Money receive(Money amount) {
        long owed = Math.max(0, total - paid);
        this.paid = Math.addExact(paid, amount.minor());
        return Money.of(Math.max(0, amount.minor() - owed), currency);
    }

    UUID id() {
        return id;
    }

    UUID partnerId() {
        return partnerId;
    }

    LocalDate from() {
        return periodFrom;
    }

    LocalDate to() {
        return periodTo;
    }

    Money total() {
        return Money.of(total, currency);
    }

    int transactions() {
        return transactions;
    }

    Money paid() {
        return Money.of(paid, currency);
    }

    Instant createdAt() {
        return createdAt;
    }
}
