package shop.pennywell.commission.statement;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.defaults.money.Money;

/**
 * What a partner owes us for the orders that were approved in a period, less what it has to its credit. Closed from the beginning; only what
 * is paid of it moves.
 */
@Entity
class Statement {

    @Id
    private UUID id;

    private UUID partnerId;
    private LocalDate periodFrom;
    private LocalDate periodTo;
    private String currency;
    private long total;
    private long credited;
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

    /** How many orders it bills. */
    void bill(int orders) {
        this.transactions = orders;
    }

    /**
     * What is on it, once and for all.
     *
     * @param billed the commission of its orders, minor units
     * @param credits what is taken off, minor units; when it is more than the orders ask for, the rest goes to the next statement
     */
    void close(long billed, long credits) {
        this.credited = credits;
        this.total = billed - credits;
    }

    /**
     * Adds a payment.
     *
     * @return what of it is more than was owed
     */
    Money receive(Money amount) {
        long owed = Math.max(0, total - paid); // a total below nothing goes to the next statement as it is
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

    /** The commission of its orders. */
    Money billed() {
        return Money.of(total + credited, currency);
    }

    /** What is taken off, as a positive amount. */
    Money credited() {
        return Money.of(credited, currency);
    }

    /** What its orders can be paid with: what was credited and what came in. */
    long covered() {
        return Math.addExact(credited, paid);
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
