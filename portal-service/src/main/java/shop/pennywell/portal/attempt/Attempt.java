package shop.pennywell.portal.attempt;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;

@Entity
@Table(name = "attempts")
class Attempt {

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private Attempts.Kind kind;

    @Column(name = "subject_hash")
    private String subjectHash;

    private Instant at;

    protected Attempt() {}

    Attempt(Attempts.Kind kind, String subjectHash, Instant at) {
        this.id = Ids.newId();
        this.kind = kind;
        this.subjectHash = subjectHash;
        this.at = at;
    }

    Instant at() {
        return at;
    }
}
