package shop.pennywell.local.launcher;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LeftoversTest {
    private static final State.Entry SELF = State.Entry.of("portal", 0, ProcessHandle.current(), 1, "");

    @TempDir
    Path folder;

    @Test
    void leavesAProcessAloneThatOnlyHasTheIdOfOneItStarted() {
        State.Entry stranger = new State.Entry("portal", 0, SELF.pid(), null, 1_000, 1, "");
        assertEquals(0, Leftovers.end(List.of(stranger), folder));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsAProcessAgainAfterTheClockWasSet() {
        long anHour = 3_600_000;
        State.Entry afterwards =
                new State.Entry("portal", 0, SELF.pid(), SELF.startMark(), SELF.startedAt() - anHour, 1, "");
        assertTrue(afterwards.process().isPresent());
        State.Entry stranger = new State.Entry("portal", 0, SELF.pid(), "boot/1", SELF.startedAt(), 1, "");
        assertFalse(stranger.process().isPresent());
    }

    /** Its parent became another program, which never asks how its child ended. */
    @Test
    @Timeout(15)
    @EnabledOnOs(OS.LINUX)
    void doesNotWaitForAProcessThatHasEndedAndIsStillListed() throws Exception {
        Process parent = new ProcessBuilder("bash", "-c", "sleep 100 & echo $!; exec sleep 100").start();
        try {
            long pid = Long.parseLong(parent.inputReader().readLine());
            ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
            State.Entry entry = State.Entry.of("portal", 0, child, 1, "");
            LaunchedSuite.eventually(() -> parent.info().command().orElse("").endsWith("sleep"));
            assertEquals(1, Leftovers.end(List.of(entry), folder));
            assertTrue(ProcessHandle.of(pid).isPresent(), "nobody asked, so it is still listed");
            assertFalse(entry.process().isPresent());
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    /** The lock of a suite that runs is a fact, whatever its state file says. */
    @Test
    void knowsWhoHoldsTheFolder() {
        SuiteFolder suite = new SuiteFolder(folder);
        assertTrue(suite.launcher().isEmpty());
        assertTrue(suite.lock());
        assertEquals(ProcessHandle.current(), suite.launcher().orElseThrow());
    }
}
