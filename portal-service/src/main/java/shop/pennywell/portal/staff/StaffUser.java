package shop.pennywell.portal.staff;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** One of us. */
@Entity
@Table(name = "staff")
public class StaffUser {

    @Id
    private UUID id;

    @Column(name = "email")
    private String email;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "display_name")
    private String displayName;

    /** May move money. */
    private boolean finance;

    @Column(name = "created_at")
    private Instant createdAt;

    protected StaffUser() {}

    public UUID id() {
        return id;
    }

    public String displayName() {
        return displayName;
    }

    public String passwordHash() {
        return passwordHash;
    }

    public Set<String> roles() {
        return finance ? Set.of("staff", "finance") : Set.of("staff");
    }
}
