package shop.pennywell.payments.bankfile;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** A line of a bank's file that somebody has to look at. Written by {@link UnmatchedLineRepository#keep}. */
@Entity
@Table(name = "unmatched_bank_line")
class UnmatchedLine {

    @Id
    private UUID id;

    private String kind;
    private String reference;
    private UUID payoutId;
    private String outcome;
    private Long amountMinor;
    private String currency;
    private String code;
    private String reason;
    private Instant readAt;

    UnmatchedLine() {}

    UUID id() {
        return id;
    }

    String kind() {
        return kind;
    }

    String reference() {
        return reference;
    }

    UUID payoutId() {
        return payoutId;
    }

    String outcome() {
        return outcome;
    }

    /** Null if the line does not say. */
    Money amount() {
        return amountMinor == null ? null : Money.of(amountMinor, currency);
    }

    String code() {
        return code;
    }

    String reason() {
        return reason;
    }

    Instant readAt() {
        return readAt;
    }
}
