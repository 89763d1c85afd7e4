package shop.pennywell.mailing.suppression;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import shop.pennywell.mailing.recipient.EmailAddress;

/** An address that gets no mail. */
@Entity
@Table(name = "suppression")
class Suppression {

    @Id
    private String address;

    @Enumerated(EnumType.STRING)
    private SuppressionReason reason;

    private String note;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Suppression() {}

    Suppression(EmailAddress address, SuppressionReason reason, String note, Instant createdAt) {
        this.address = address.key();
        this.reason = reason;
        this.note = note;
        this.createdAt = createdAt;
    }

    String address() {
        return address;
    }

    SuppressionReason reason() {
        return reason;
    }

    String note() {
        return note;
    }

    Instant createdAt() {
        return createdAt;
    }
}
