package shop.pennywell.commission.partner;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;

/** A company that we have a contract with. */
@Entity
public class Partner {

    /** When the cashback of an approved order may be paid. */
    public enum Settlement {
        /** When the partner has paid the statement with the order. */
        ON_STATEMENT,
        /** At once: we advance it. */
        ON_APPROVAL
    }

    @Id
    private UUID id;

    private String name;
    private String currency;

    @Enumerated(EnumType.STRING)
    private Settlement settlement;

    private Instant createdAt;

    protected Partner() {}

    Partner(String name, String currency, Settlement settlement, Instant now) {
        this.id = Ids.newId();
        this.name = name;
        this.currency = currency;
        this.settlement = settlement;
        this.createdAt = now;
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** ISO 4217; of its stores, orders and statements. */
    public String currency() {
        return currency;
    }

    public Settlement settlement() {
        return settlement;
    }

    Instant createdAt() {
        return createdAt;
    }
}
