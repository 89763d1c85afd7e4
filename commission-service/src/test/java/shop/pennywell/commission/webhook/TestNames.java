package shop.pennywell.commission.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import shop.pennywell.commission.webhook.wire.NameResolver;

/** Names that lead where a test wants them to, from one moment to the next; localhost is what it is, and no other name is asked for. */
@ApplicationScoped
public class TestNames implements NameResolver {
    private final Map<String, InetAddress[]> names = new ConcurrentHashMap<>();

    public void lead(String host, InetAddress... addresses) {
        names.put(host, addresses);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        if (host.equals("localhost")) {
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }
        InetAddress[] known = names.get(host);
        if (known == null) {
            throw new UnknownHostException(host);
        }
        return known;
    }
}
