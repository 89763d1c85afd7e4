package shop.pennywell.commission.webhook.wire;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Judges where webhooks may go: by https to the usual port of a host on the public internet. Partners choose the addresses, and ours is a
 * network from which much can be reached: without this they could make us send to what only we can reach.
 */
@ApplicationScoped
public class Destinations {
    public static final int LONGEST_URL = 2000;
    private static final int TLS_PORT = 443;
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]+");
    /** Browsers and resolvers take a host whose last label is a number for an address, in whatever base it is written. */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?(0[xX][0-9a-fA-F]*|[0-9]+)");

    private final NameResolver names;
    private final WireConfig config;

    Destinations(NameResolver names, WireConfig config) {
        this.names = names;
        this.config = config;
    }

    /** Reads a URL as a partner gives it; whether its host may be reached is for {@link #resolve}. */
    public URI read(String text) throws DestinationRefused {
        if (text.length() > LONGEST_URL || !VISIBLE_ASCII.matcher(text).matches()) {
            throw new DestinationRefused("is 1 to " + LONGEST_URL + " visible characters of ASCII");
        }
        URI url;
        try {
            url = new URI(text).parseServerAuthority();
        } catch (URISyntaxException unreadable) {
            throw new DestinationRefused("is no URL");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new DestinationRefused("is a URL with a host, without user and without fragment");
        }
        if (isLocal(url) && (scheme.equals("http") || scheme.equals("https"))) {
            return url;
        }
        if (!scheme.equals("https") || (url.getPort() >= 0 && url.getPort() != TLS_PORT)) {
            throw new DestinationRefused("begins with https:// and names no other port than " + TLS_PORT);
        }
        String host = url.getHost();
        if (host.startsWith("[") || NUMERIC.matcher(host).matches() || host.indexOf('.') < 0 || host.endsWith(".")) {
            throw new DestinationRefused("has the full name of a host, not an address");
        }
        return url;
    }

    /**
     * Asks where a host is at this moment. A name that leads to several addresses is refused if one of them is not public: half of a trick is
     * a trick.
     *
     * @param turn which of several addresses is to be tried; any number
     */
    public Destination resolve(URI url, int turn) throws DestinationRefused {
        InetAddress[] found;
        try {
            found = names.resolve(url.getHost());
        } catch (UnknownHostException unknown) {
            throw new DestinationRefused("the name of its host is not known");
        }
        if (!isLocal(url) && !Arrays.stream(found).allMatch(PublicAddress::isPublic)) {
            throw new DestinationRefused("its host is not on the public internet");
        }
        return new Destination(url, found[Math.floorMod(turn, found.length)]);
    }

    private boolean isLocal(URI url) {
        return config.localHosts()
                .map(hosts -> hosts.contains(url.getHost().toLowerCase(Locale.ROOT)))
                .orElse(false);
    }
}
