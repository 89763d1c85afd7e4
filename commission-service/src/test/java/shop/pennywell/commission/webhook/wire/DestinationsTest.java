package shop.pennywell.commission.webhook.wire;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class DestinationsTest {
    private static final Map<String, String> NAMES = Map.of(
            "shop.example", "93.184.216.34",
            "two.example", "93.184.216.34 1.1.1.1",
            "half.example", "93.184.216.34 10.0.0.1",
            "inside.example", "10.0.0.1",
            "six.example", "fd00:ec2::254",
            "mapped.example", "::ffff:169.254.169.254",
            "demo.example", "127.0.0.1");

    private final Destinations destinations = new Destinations(DestinationsTest::resolve, new Config());

    /** As it is configured for a demo: one host may be anywhere. */
    record Config(Duration timeout, Duration connectTimeout) implements WireConfig {
        Config() {
            this(Duration.ofSeconds(2), Duration.ofSeconds(1));
        }

        @Override
        public MemorySize mostOfAnswer() {
            return new MemorySize(BigInteger.valueOf(65_536));
        }

        @Override
        public Optional<Set<String>> localHosts() {
            return Optional.of(Set.of("demo.example"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example/hook",
                "http://shop.example/hook",
                "ftp://shop.example/hook",
                "file:///etc/passwd",
                "https:///hook",
                "https://user:secret@shop.example/hook",
                "https://shop.example/hook#here",
                "https://shop.example:8443/hook",
                "https://shop.example:22/",
                "https://shop.example./hook",
                "https://intranet/hook",
                "https://localhost/hook",
                "https://127.0.0.1/hook",
                "https://127.1/hook",
                "https://2130706433/hook",
                "https://0x7f000001/hook",
                "https://0177.0.0.1/hook",
                "https://10.0.0.1/hook",
                "https://93.184.216.34/hook",
                "https://[::1]/hook",
                "https://[::ffff:127.0.0.1]/hook",
                "https://[fd00:ec2::254]/hook",
                "https://shop.example/a b",
                "https://shop.exämple/hook",
                "https://shop.example/a\nb",
                "https://shop.example\\@inside.example/",
                "https://under_score.example/",
            })
    void readsOnlyHttpsToTheNameOfAHost(String url) {
        assertThrows(DestinationRefused.class, () -> destinations.read(url));
    }

    @Test
    void refusesAUrlThatIsTooLong() throws DestinationRefused {
        String longest = "https://shop.example/" + "x".repeat(Destinations.LONGEST_URL - 21);

        assertEquals(URI.create(longest), destinations.read(longest));
        assertThrows(DestinationRefused.class, () -> destinations.read(longest + "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"half.example", "inside.example", "six.example", "mapped.example", "unknown.example"})
    void refusesNamesThatLeadInside(String host) throws DestinationRefused {
        URI url = destinations.read("https://" + host + "/hook?key=1");

        assertThrows(DestinationRefused.class, () -> destinations.resolve(url, 0));
    }

    @Test
    void answersTheAddressThatItJudged() throws DestinationRefused {
        Destination first = destinations.resolve(destinations.read("https://two.example/hook?key=1"), 0);
        Destination second = destinations.resolve(destinations.read("https://TWO.example:443/hook"), 1);

        assertEquals("/93.184.216.34:443", first.socket().toString());
        assertEquals("/hook?key=1", first.pathAndQuery());
        assertEquals("/1.1.1.1:443", second.socket().toString());
    }

    @Test
    void aHostOfTheDemoMayBeAnywhere() throws DestinationRefused {
        Destination demo = destinations.resolve(destinations.read("http://demo.example:9000/hook"), 0);

        assertEquals("/127.0.0.1:9000", demo.socket().toString());
        assertThrows(DestinationRefused.class, () -> destinations.read("ftp://demo.example/hook"));
    }

    private static InetAddress[] resolve(String host) throws UnknownHostException {
        String known = NAMES.get(host.toLowerCase(java.util.Locale.ROOT));
        if (known == null) {
            throw new UnknownHostException(host);
        }
        String[] addresses = known.split(" ");
        InetAddress[] found = new InetAddress[addresses.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.getByName(addresses[i]);
        }
        return found;
    }
}
