package shop.pennywell.local.launcher;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OptionsTest {
    @Test
    void startsOneOfEachOnTheUsualPortsByDefault() {
        Options options = Options.parse("up");
        assertEquals(1, options.replicas());
        assertEquals("http://localhost:8080", options.gatewayUrl());
        assertFalse(options.detach());
        assertTrue(options.seed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sideways",
                "up --replicas 0",
                "up --replicas 10",
                "up --replicas",
                "up --port-base x",
                "up --port-base 80",
                "up --json",
                "status --detach",
                "down now"
            })
    void refusesWhatMakesNoSense(String line) {
        SuiteFailure failure = assertThrows(SuiteFailure.class, () -> Options.parse(line.split(" ")));
        assertEquals(1, failure.exitCode());
    }

    @Test
    void givesEveryReplicaOfTheLargestSuiteAPortOfItsOwn() {
        Options options = Options.parse("up", "--replicas", "9", "--port-base", "20000");
        Set<Integer> ports = new HashSet<>(Set.of(
                options.inboxPort(),
                options.demoStorePort(),
                options.smtpPort(),
                options.postgresPort(),
                options.dynamoPort(),
                options.s3Port()));
        for (Service service : Service.values()) {
            assertTrue(ports.add(service.frontPort(options)), service::shortName);
            for (int replica = 0; replica < 9; replica++) {
                assertTrue(ports.add(service.port(options, replica)), service::shortName);
            }
        }
        assertEquals(6 + 6 * 10, ports.size());
        assertEquals(20_000, Service.GATEWAY.frontPort(options));
    }
}
