package shop.pennywell.commission.file;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "pennywell.files")
interface FileConfig {

    /** Where the files lie as they came. */
    String bucket();

    /** Files that one replica takes in at the same time; each costs a part of 5 MB in memory. */
    @WithDefault("4")
    int uploads();

    /** How many of them may be of one partner, so that its slow line leaves room for others. */
    @WithDefault("2")
    int uploadsOfOnePartner();

    /** How long an upload may be silent before its key may be used again. */
    @WithDefault("5m")
    Duration uploadSilence();

    /** Files of one partner that wait or are worked on. */
    @WithDefault("100")
    int mostWaiting();

    /** Read by the schedule itself. */
    @WithDefault("1s")
    Duration lookEvery();

    /** How long a replica may be silent before another goes on with its file. */
    @WithDefault("15s")
    Duration lease();

    /** How long one file is worked on before the next one has its turn. */
    @WithDefault("10s")
    Duration turn();

    /** Entries that commit together with the progress of the file. */
    @WithDefault("1000")
    int piece();

    /** A piece ends at this size too, in bytes. */
    @WithDefault("1000000")
    long pieceBytes();

    /** How often an entry of a file is tried, with pauses of up to five minutes, before it is passed over. */
    @WithDefault("50")
    int maxAttempts();

    /** With more rejected entries than this a file is not what it should be, and nobody reads on. */
    @WithDefault("1000000")
    long mostRejected();

    /** How long a file and what became of it are kept. */
    @WithDefault("90d")
    Duration keep();
}
