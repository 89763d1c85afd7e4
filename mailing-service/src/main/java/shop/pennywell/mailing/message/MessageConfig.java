package shop.pennywell.mailing.message;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.util.Optional;

/** How hard, how fast and how long sending is tried. */
@ConfigMapping(prefix = "pennywell.mail")
interface MessageConfig {

    /** The sender's address, with or without a name: {@code Pennywell <hello@pennywell.shop>}. */
    String from();

    /** Right of the at sign in Message-ID headers. */
    String messageIdDomain();

    /** How often a replica looks for what is due, or {@code off}. Read by the schedule itself. */
    @WithDefault("1s")
    String sendEvery();

    /** Messages that one replica sends at the same time, each on a connection of its own. */
    @WithDefault("8")
    int parallel();

    /** How long the mail server may take over one message, all in all. */
    @WithDefault("30s")
    Duration sendTimeout();

    /** After this a message that a replica took and did not finish (it died) is taken again; longer than the time-out. */
    @WithDefault("90s")
    Duration lease();

    @WithDefault("2s")
    Duration firstRetryAfter();

    @WithDefault("30m")
    Duration longestRetryAfter();

    /** Attempts until a message is parked as failed; with the pauses above about six and a half hours. */
    @WithDefault("22")
    int maxAttempts();

    /** How long a message waits for its member to become known here. */
    @WithDefault("24h")
    Duration waitForMember();

    /** The pause between two looks for that member, besides the look when the member's own event comes. */
    @WithDefault("30s")
    Duration lookForMemberEvery();

    /** How long a message is kept after its end. */
    @WithDefault("400d")
    Duration keep();

    Smtp smtp();

    /** The mail server. */
    interface Smtp {

        String host();

        int port();

        Optional<String> username();

        Optional<String> password();

        /** TLS from the first byte. */
        @WithDefault("false")
        boolean tls();

        /** Whether to go over to TLS when the server offers it. */
        @WithDefault("OPTIONAL")
        StartTLSOptions startTls();

        @WithDefault("5s")
        Duration connectTimeout();

        /** A server that says nothing for so long is given up, and its connection closed. */
        @WithDefault("15s")
        Duration silence();
    }
}
