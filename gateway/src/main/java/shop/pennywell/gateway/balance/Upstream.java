package shop.pennywell.gateway.balance;

import java.net.URI;
import java.time.Duration;
import shop.pennywell.gateway.route.Service;

/**
 * One replica and what passing traffic has shown of its health. A replica that refuses connections is ejected for a while; then
 * a single request tries it, and its success takes the replica back.
 */
public final class Upstream {

    private final Service service;
    private final URI base;
    private final Duration firstEjection;
    private final Duration longestEjection;

    private int inFlight;
    private int failures;
    private long ejectedUntilMillis;
    private boolean onTrial;

    Upstream(Service service, URI base, UpstreamConfig.Ejection ejection) {
        this.service = service;
        this.base = base;
        this.firstEjection = ejection.first();
        this.longestEjection = ejection.longest();
        if (base.getHost() == null || !base.getScheme().matches("https?")) {
            throw new IllegalArgumentException("not a base URL of " + service.label() + ": " + base);
        }
    }

    public String host() {
        return base.getHost();
    }

    public int port() {
        if (base.getPort() > 0) {
            return base.getPort();
        }
        return ssl() ? 443 : 80;
    }

    public boolean ssl() {
        return base.getScheme().equals("https");
    }

    /** The replica accepted a connection. */
    public synchronized void reachable() {
        failures = 0;
        ejectedUntilMillis = 0;
        onTrial = false;
    }

    /** The replica refused a connection, or said that it is about to stop. */
    synchronized void unreachable(long nowMillis) {
        long pause = firstEjection.toMillis() << Math.min(failures, 10);
        failures++;
        ejectedUntilMillis = nowMillis + Math.min(pause, longestEjection.toMillis());
        onTrial = false;
    }

    /** The request that this replica was picked for has ended, however it went. */
    public synchronized void released() {
        inFlight--;
        onTrial = false;
    }

    synchronized void taken() {
        inFlight++;
        onTrial = failures > 0;
    }

    /** Whether ordinary traffic should go there: not ejected, and not just being tried by another request. */
    synchronized boolean inUse(long nowMillis) {
        return ejectedUntilMillis <= nowMillis && !onTrial;
    }

    synchronized int inFlight() {
        return inFlight;
    }

    synchronized long ejectedUntilMillis() {
        return ejectedUntilMillis;
    }

    @Override
    public String toString() {
        return service.label() + "@" + host() + ":" + port();
    }
}
