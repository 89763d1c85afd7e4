package shop.pennywell.commission.network.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import shop.pennywell.commission.NetworkName;

/** The networks that we read. */
@ApplicationScoped
public class Networks {
    private final Map<NetworkName, Network> byName = new EnumMap<>(NetworkName.class);

    public Networks() {
        for (Network network : List.of(
                new Awin(),
                new Cj(),
                new Rakuten(),
                new Impact(),
                new Partnerize(),
                new Tradedoubler(),
                new Admitad())) {
            byName.put(network.name(), network);
        }
    }

    public Network of(NetworkName name) {
        return byName.get(name);
    }
}
