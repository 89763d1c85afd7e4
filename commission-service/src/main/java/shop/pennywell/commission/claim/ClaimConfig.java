package shop.pennywell.commission.claim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "pennywell.claims")
interface ClaimConfig {

    /** How many claims of one member may be open at a time. */
    @WithDefault("50")
    int openAtOnce();

    /** How many a member may make within 24 hours, withdrawn ones too: each leaves a mail, and may bring a file. */
    @WithDefault("60")
    int filedWithinADay();

    /** A question that the member leaves open for longer loses the claim. */
    @WithDefault("30d")
    Duration answerWithin();

    /** A receipt is forgotten that long after its claim was decided or withdrawn. */
    @WithDefault("180d")
    Duration keepReceiptsFor();

    /** Where receipts lie. */
    String bucket();

    /** Read by the schedule itself. */
    @WithDefault("1m")
    Duration calendarEvery();
}
