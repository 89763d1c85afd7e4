package shop.pennywell.local.testing;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PortBlockTest {
    /** What another build does. */
    public static final class OtherBuild {
        private OtherBuild() {}

        public static void main(String[] arguments) {
            System.out.println(PortBlock.take());
        }
    }

    @Test
    void givesNobodyElseTheSamePorts() throws Exception {
        int mine = PortBlock.take();
        int alsoMine = PortBlock.take();
        int others = takenByAnotherBuild();
        assertNotEquals(mine, alsoMine);
        assertNotEquals(mine, others);
        assertNotEquals(alsoMine, others);
        for (int port = mine; port < mine + PortBlock.SIZE; port++) {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    @Test
    void leavesOutPortsThatAProgramUses() throws Exception {
        int next = takenByAnotherBuild();
        try (ServerSocket program = new ServerSocket(next + PortBlock.SIZE - 1, 1, InetAddress.getLoopbackAddress())) {
            assertNotEquals(next, PortBlock.take(), () -> "with " + program.getLocalPort());
        }
    }

    private static int takenByAnotherBuild() throws Exception {
        Process build = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherBuild.class.getName())
                .start();
        String line = build.inputReader().readLine();
        assertEquals(0, build.waitFor());
        int first = Integer.parseInt(line);
        assertTrue(first > 1024);
        return first;
    }
}
