package shop.pennywell.mailing.recipient;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A member as far as mail is concerned. */
@Entity
@Table(name = "recipient")
public class Recipient {

    @Id
    @Column(name = "member_id")
    private UUID memberId;

    private long revision;
    private String email;

    @Column(name = "display_name")
    private String displayName;

    private String locale;

    @Column(name = "erased_at")
    private Instant erasedAt;

    protected Recipient() {}

    Recipient(UUID memberId) {
        this.memberId = memberId;
    }

    /** Takes over a newer state; an older one, or any after the erasure, changes nothing. */
    void update(long newRevision, String newEmail, String newDisplayName, String newLocale) {
        if (isErased() || newRevision <= revision) {
            return;
        }
        revision = newRevision;
        email = newEmail;
        displayName = newDisplayName;
        locale = newLocale;
    }

    /** Forgets everything but that there is nobody to write to any more. */
    void erase(Instant at) {
        email = null;
        displayName = null;
        locale = null;
        erasedAt = erasedAt == null ? at : erasedAt;
    }

    public boolean isErased() {
        return erasedAt != null;
    }

    public String email() {
        return email;
    }

    public String displayName() {
        return displayName;
    }

    public String locale() {
        return locale;
    }
}
