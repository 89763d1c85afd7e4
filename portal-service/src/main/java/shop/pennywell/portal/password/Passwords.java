package shop.pennywell.portal.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import shop.pennywell.portal.PortalProblem;

/**
 * Hashes and verifies passwords, so many at a time and no more: a hash costs tens of milliseconds of a core, so that a burst
 * of sign-ins waits in a short queue and beyond it is answered 503 {@code busy}. Inside a transaction it throws: it would keep
 * a connection for that long.
 */
@ApplicationScoped
public class Passwords {

    public static final int MIN_LENGTH = 10;
    public static final int MAX_LENGTH = 128;

    private final SecureRandom random = new SecureRandom();
    private final Semaphore turns;
    private final AtomicInteger waiting = new AtomicInteger();
    private final int queue;
    private final Duration patience;
    private final String nobody;

    Passwords(PasswordConfig config) {
        this.turns = new Semaphore(config.parallel().orElse(Runtime.getRuntime().availableProcessors()), true);
        this.queue = config.queue();
        this.patience = config.patience();
        this.nobody = Argon2.hash("nobody has this password", salt());
    }

    /** Whether this may become a password; its length is counted in Unicode characters. */
    public static boolean acceptable(String password) {
        if (password == null || password.length() > 2 * MAX_LENGTH) {
            return false;
        }
        int length = password.codePointCount(0, password.length());
        return length >= MIN_LENGTH && length <= MAX_LENGTH;
    }

    /** @throws shop.pennywell.defaults.problem.Problem 503 when too many wait already */
    @Transactional(Transactional.TxType.NEVER)
    public String hash(String password) {
        byte[] salt = salt();
        return inTurn(() -> Argon2.hash(normalised(password), salt));
    }

    /**
     * @param hash empty when there is no such account: that takes just as long, and is never right
     * @throws shop.pennywell.defaults.problem.Problem 503 when too many wait already
     */
    @Transactional(Transactional.TxType.NEVER)
    public boolean verify(String password, Optional<String> hash) {
        // What could never have become a password costs the same as a wrong one, whatever its size.
        String tried = password.length() > 2 * MAX_LENGTH ? password.substring(0, 2 * MAX_LENGTH) : password;
        boolean right = inTurn(() -> Argon2.matches(normalised(tried), hash.orElse(nobody)));
        return right && hash.isPresent() && tried.length() == password.length();
    }

    private <T> T inTurn(Supplier<T> work) {
        if (!turns.tryAcquire()) {
            waitForTurn();
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private void waitForTurn() {
        if (waiting.incrementAndGet() > queue) {
            waiting.decrementAndGet();
            throw busy();
        }
        try {
            if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private static RuntimeException busy() {
        return PortalProblem.BUSY.problem(null).retryAfter(Duration.ofSeconds(1));
    }

    private byte[] salt() {
        byte[] salt = new byte[Argon2.SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    /** The same password typed on another keyboard: NIST SP 800-63B, 5.1.1.2. */
    private static String normalised(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }
}
