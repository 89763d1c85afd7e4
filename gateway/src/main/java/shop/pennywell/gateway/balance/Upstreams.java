package shop.pennywell.gateway.balance;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import shop.pennywell.gateway.route.Service;

/** Picks a replica for each request: the one with the fewest requests in flight among those that are not ejected. */
@ApplicationScoped
public class Upstreams {

    private final Map<Service, List<Upstream>> replicas = new EnumMap<>(Service.class);
    private final AtomicInteger turn = new AtomicInteger();
    private final Clock clock;

    Upstreams(UpstreamConfig config, Clock clock) {
        this.clock = clock;
        var addresses = config.upstreams();
        add(Service.PORTAL, addresses.portal(), config);
        add(Service.COMMISSION, addresses.commission(), config);
        add(Service.PAYMENTS, addresses.payments(), config);
        add(Service.MAILING, addresses.mailing(), config);
        add(Service.STATS, addresses.stats(), config);
    }

    private void add(Service service, List<URI> bases, UpstreamConfig config) {
        replicas.put(
                service,
                bases.stream()
                        .map(base -> new Upstream(service, base, config.ejection()))
                        .toList());
    }

    /** Every replica of a service, ejected ones too. */
    public List<Upstream> of(Service service) {
        return replicas.get(service);
    }

    /**
     * Takes a replica for one request; the caller gives it back with {@link Upstream#released()}.
     *
     * <p>When all that were not tried yet are ejected, the one whose ejection ends first is taken nevertheless: a service whose
     * only replica has just been restarted should not stay away for seconds longer than it was.
     *
     * @param tried replicas that this request has tried already
     * @return empty when every replica has been tried
     */
    public Optional<Upstream> take(Service service, Collection<Upstream> tried) {
        var all = replicas.get(service);
        long now = clock.millis();
        int start = Math.floorMod(turn.getAndIncrement(), Math.max(1, all.size()));
        var untried = IntStream.range(0, all.size())
                .mapToObj(i -> all.get((start + i) % all.size()))
                .filter(upstream -> !tried.contains(upstream))
                .toList();
        var picked = untried.stream()
                .filter(upstream -> upstream.inUse(now))
                .min(Comparator.comparingInt(Upstream::inFlight))
                .or(() -> untried.stream().min(Comparator.comparingLong(Upstream::ejectedUntilMillis)));
        picked.ifPresent(Upstream::taken);
        return picked;
    }

    /** Notes that a replica refused a connection, or said that it is about to stop. */
    public void unreachable(Upstream upstream) {
        upstream.unreachable(clock.millis());
    }
}
