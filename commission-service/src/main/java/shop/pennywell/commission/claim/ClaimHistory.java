package shop.pennywell.commission.claim;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.claim.ClaimStep.Actor;
import shop.pennywell.commission.claim.ClaimStep.Kind;
import shop.pennywell.defaults.sql.Outbox;

/** Keeps each step of a claim, and tells the others of it, in the transaction of the step itself. */
@ApplicationScoped
class ClaimHistory {
    private final EntityManager entities;
    private final Outbox outbox;

    ClaimHistory(EntityManager entities, Outbox outbox) {
        this.entities = entities;
        this.outbox = outbox;
    }

    /**
     * @param before the status that the claim had; null if it is new
     * @param text what was asked, answered or said with a decision; null if nothing
     */
    void append(Claim claim, Claim.Status before, Kind kind, Actor by, String text) {
        entities.persist(new ClaimStep(claim, kind, by, text));
        if (claim.status() != before) {
            boolean forTheMember = kind == Kind.ASKED || kind == Kind.WON || kind == Kind.LOST;
            outbox.publish(
                    ClaimChanged.TYPE,
                    claim.id().toString(),
                    ClaimChanged.of(claim, before, forTheMember ? text : null));
        }
    }

    List<ClaimStep> of(UUID claimId) {
        return entities.createQuery("from ClaimStep where claimId = :claim order by revision", ClaimStep.class)
                .setParameter("claim", claimId)
                .getResultList();
    }

    /** What was said may tell who the member is. */
    void forgetTexts(UUID claimId) {
        entities.createQuery("update ClaimStep set text = null where claimId = :claim and text is not null")
                .setParameter("claim", claimId)
                .executeUpdate();
    }
}
