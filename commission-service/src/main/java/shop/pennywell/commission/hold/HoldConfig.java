package shop.pennywell.commission.hold;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/** What is held, and how long. */
@ConfigMapping(prefix = "pennywell.holds")
interface HoldConfig {

    /** The rules that count. */
    @WithDefault("VELOCITY,LAPSE,SHARED_ACCOUNT,MAIL_DOMAIN,PARTNER_STAFF")
    Set<HoldRule> rules();

    /** How soon after it came in an order is looked at. */
    @WithDefault("1s")
    String checkEvery();

    /** How often what is overdue is released. */
    @WithDefault("1m")
    String releaseEvery();

    /** After this time what nobody has decided is released. */
    @WithDefault("14d")
    Duration holdFor();

    /** How long what staff released counts for the member's further orders, under the same evidence. */
    @WithDefault("180d")
    Duration trustFor();

    @WithDefault("10")
    int ordersPerHour();

    @WithDefault("25")
    int ordersPerDay();

    @WithDefault("5s")
    Duration fastestLapse();

    /** Of how many orders a store's own habits count. */
    @WithDefault("1000")
    long lapseSample();

    /** If so large a share of a store's orders is that fast, it is how the store works. */
    @WithDefault("0.05")
    double usualShare();

    /** If so small a share of a store's orders takes that long, it stands out. */
    @WithDefault("0.001")
    double rareShare();

    @WithDefault("1")
    int membersPerAccount();

    /** Orders that are looked at in one database transaction. */
    @WithDefault("500")
    int batch();

    /** Batches in one go of each replica; the next go comes a second later. So intake keeps the most of the database to itself. */
    @WithDefault("10")
    int mostBatches();

    /** Orders of members of whom something has become known; the oldest are looked at again. */
    @WithDefault("10000")
    int mostCheckedAgain();
}
