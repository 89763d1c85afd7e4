package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.PortBlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** {@code ./suite} as somebody at a keyboard meets it. What a killed launcher leaves behind is for the launcher's own tests. */
class SuiteStory {

    private static final int PORT_BASE = PortBlock.take();

    @Test
    void keepsDataOverDownAndUpAndLeavesNothingBehind() {
        try (Platform platform = Platform.start("keyboard", PORT_BASE, 1)) {
            JsonNode status = platform.status();
            assertEquals(6, status.path("services").size(), status::toString);
            status.path("services").forEach(service -> {
                assertTrue(service.path("healthy").asBoolean(), service::toString);
                assertTrue(service.path("rssBytes").asLong() > 10_000_000, service::toString);
            });
            assertTrue(status.path("readySeconds").asDouble() > 0, status::toString);
            Shopper.signIn(
                    platform.api(),
                    status.path("member").path("email").asText(),
                    status.path("member").path("password").asText());
            Shopper newcomer = new Shopper(platform, "newcomer@example.com");
            newcomer.register();

            Platform.Outcome again = platform.suite("up", "--detach", "--port-base", String.valueOf(PORT_BASE));
            assertNotEquals(0, again.exit(), again.output());

            assertEquals(0, platform.suite("down").exit());
            assertNotEquals(0, platform.suite("status").exit());
            platform.up(PORT_BASE, 1);
            newcomer.signIn();
            assertEquals(
                    1,
                    platform.mails(newcomer.email()).stream()
                            .filter(mail -> mail.text().contains("token="))
                            .count());
        }
    }

    @Test
    void saysWhichPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Platform platform = Platform.unstarted("taken")) {
            Platform.Outcome up = platform.suite("up", "--detach", "--port-base", String.valueOf(taken.getLocalPort()));
            assertNotEquals(0, up.exit());
            assertTrue(up.output().contains(String.valueOf(taken.getLocalPort())), up::output);
        }
    }

    @Test
    void saysHowItIsUsed() {
        try (Platform platform = Platform.unstarted("usage")) {
            for (String[] wrong :
                    new String[][] {{}, {"sideways"}, {"up", "--replicas", "0"}, {"up", "--port-base", "x"}}) {
                Platform.Outcome outcome = platform.suite(wrong);
                assertNotEquals(0, outcome.exit());
                assertTrue(
                        outcome.output().contains("replicas")
                                || outcome.output().contains("port-base"),
                        outcome::output);
            }
        }
    }
}
