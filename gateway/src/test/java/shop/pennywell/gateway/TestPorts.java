package shop.pennywell.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports for the services' stand-ins, and settings short enough for tests. Tests start what they need on these ports. */
public class TestPorts implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Gateway.judgeAddressesOurselves();
        var ports = free(7);
        Map<String, String> config = new HashMap<>();
        config.put("gateway.upstreams.portal", url(ports.get(0)) + "," + url(ports.get(1)));
        config.put("gateway.upstreams.commission", url(ports.get(2)) + "," + url(ports.get(3)));
        config.put("gateway.upstreams.payments", url(ports.get(4)));
        config.put("gateway.upstreams.mailing", url(ports.get(5)));
        config.put("gateway.upstreams.stats", url(ports.get(6)));
        config.put("gateway.ejection.first", "100ms");
        config.put("gateway.ejection.longest", "300ms");
        config.put("gateway.timeouts.request", "1500ms");
        config.put("gateway.timeouts.idle", "1000ms");
        config.put("gateway.timeouts.upload", "60s");
        config.put("gateway.pool.size", "20");
        config.put("gateway.pool.queue", "5");
        config.put("gateway.pool.patience", "500ms");
        config.put("gateway.kept-bodies", "1500K");
        config.put("gateway.trusted-proxies", "127.0.0.2/32,10.0.0.0/8");
        config.put("gateway.sign-in-rate.burst", "5");
        config.put("gateway.sign-in-rate.per-second", "0.5");
        config.put("pennywell.public-url", "https://pennywell.example");
        config.put("pennywell.issuer", "https://pennywell.example");
        return config;
    }

    @Override
    public void stop() {}

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** Below the range from which outgoing connections take theirs, so that none of them sits on a port later. */
    private static List<Integer> free(int count) {
        List<Integer> ports = new ArrayList<>();
        while (ports.size() < count) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            if (!ports.contains(port) && isFree(port)) {
                ports.add(port);
            }
        }
        return ports;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
