package shop.pennywell.portal.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Which revision of a store's set of rates we have; the rates come and go with it. */
@Entity
@Table(name = "store_rates")
@SuppressWarnings("UnusedVariable") // the time is for whoever looks into the table
class StoreRates {

    @Id
    private UUID storeId;

    private long revision;
    private Instant updatedAt;

    protected StoreRates() {}

    StoreRates(UUID storeId) {
        this.storeId = storeId;
    }

    /** False when the revision is not newer than what we have. */
    boolean advanceTo(long newer, Instant now) {
        if (newer <= revision) {
            return false;
        }
        revision = newer;
        updatedAt = now;
        return true;
    }
}
