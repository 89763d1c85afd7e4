package shop.pennywell.commission.claim;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import shop.pennywell.defaults.id.Ids;

/** One step of a claim: who did what, and when. Never changed; only its text may be forgotten with the member. */
@Entity
@Table(name = "claim_event")
class ClaimStep {

    @Schema(name = "ClaimStep")
    enum Kind {
        FILED,
        THAWED,
        FORWARDED,
        ASKED,
        ANSWERED,
        RECEIPT_ADDED,
        WON,
        LOST,
        WITHDRAWN
    }

    /**
     * Who does something.
     *
     * @param subject id of the member or staff, client id of the partner
     */
    record Actor(Role role, String subject) {
        /** Nobody: the calendar. */
        static final Actor CALENDAR = new Actor(Role.SYSTEM, "calendar");

        static Actor member(UUID id) {
            return new Actor(Role.MEMBER, id.toString());
        }
    }

    @Schema(name = "ClaimActor")
    enum Role {
        MEMBER,
        STAFF,
        PARTNER,
        SYSTEM
    }

    @Id
    private UUID id;

    private UUID claimId;
    private int revision;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private Claim.Status status;

    @Enumerated(EnumType.STRING)
    private Role actor;

    private String saidBy;
    private String text;
    private Instant at;

    protected ClaimStep() {}

    ClaimStep(Claim claim, Kind kind, Actor by, String text) {
        this.claimId = claim.id();
        this.revision = claim.revision();
        this.id = Ids.derived("claim-event", claimId + ":" + revision);
        this.kind = kind;
        this.status = claim.status();
        this.actor = by.role();
        this.saidBy = by.subject();
        this.text = text;
        this.at = claim.changedAt();
    }

    int revision() {
        return revision;
    }

    Kind kind() {
        return kind;
    }

    Claim.Status status() {
        return status;
    }

    Role actor() {
        return actor;
    }

    String saidBy() {
        return saidBy;
    }

    /** What was asked, answered or said with a decision; perhaps null. */
    String text() {
        return text;
    }

    Instant at() {
        return at;
    }
}
