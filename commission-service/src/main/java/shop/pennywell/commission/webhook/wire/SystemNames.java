package shop.pennywell.commission.webhook.wire;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The names as this machine knows them. */
@DefaultBean
@ApplicationScoped
class SystemNames implements NameResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }
}
