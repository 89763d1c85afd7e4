package shop.pennywell.portal.password;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import shop.pennywell.defaults.problem.Problem;
import shop.pennywell.portal.PortalProblem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PasswordsTest {

    private static final String PASSWORD = "correct horse battery staple";

    private final Passwords passwords = new Passwords(new Bounds(1, 8));

    private record Bounds(int turns, int queue) implements PasswordConfig {

        @Override
        public OptionalInt parallel() {
            return OptionalInt.of(turns);
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(30);
        }
    }

    @Test
    void verifiesWhatItHashed() {
        String hash = passwords.hash(PASSWORD);

        assertTrue(passwords.verify(PASSWORD, Optional.of(hash)));
        assertFalse(passwords.verify(PASSWORD + " ", Optional.of(hash)));
        assertNotEquals(hash, passwords.hash(PASSWORD));
        assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
    }

    /** A vector of the reference implementation's own test.c. */
    @Test
    void agreesWithTheReferenceImplementation() {
        String reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertTrue(Argon2.matches("password", reference));
        assertFalse(Argon2.matches("Password", reference));
    }

    @Test
    void takesTheSamePasswordFromEveryKeyboard() {
        String composed = passwords.hash("Ångström-Straße");

        assertTrue(passwords.verify("A\u030Angstro\u0308m-Straße", Optional.of(composed)));
    }

    @Test
    void neverVerifiesWithoutAnAccountOrBeyondTheLongestPassword() {
        String hash = passwords.hash("a".repeat(256));

        assertFalse(passwords.verify("nobody has this password", Optional.empty()));
        assertFalse(passwords.verify("a".repeat(257), Optional.of(hash)));
    }

    @Test
    void refusesBeyondItsQueueAtOnce() throws InterruptedException {
        ExecutorService crowd = Executors.newFixedThreadPool(20);
        List<Future<String>> hashes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            hashes.add(crowd.submit(() -> passwords.hash(PASSWORD)));
        }
        int done = 0;
        int refused = 0;
        for (Future<String> hash : hashes) {
            try {
                assertTrue(hash.get().startsWith("$argon2id$"));
                done++;
            } catch (ExecutionException busy) {
                assertEquals(PortalProblem.BUSY, ((Problem) busy.getCause()).type());
                refused++;
            }
        }
        crowd.shutdown();

        assertTrue(done >= 9, "one in turn and eight waiting were done, and perhaps later ones: " + done);
        assertTrue(refused >= 1, "more came at once than there are places");
        assertThrows(IllegalStateException.class, () -> passwords.verify(PASSWORD, Optional.of("md5:1234")));
    }
}
