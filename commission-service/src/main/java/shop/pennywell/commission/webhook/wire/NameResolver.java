package shop.pennywell.commission.webhook.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. An interface so that a test can let a name lead elsewhere from one moment to the next. */
public interface NameResolver {

    /** @return one address at least */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
