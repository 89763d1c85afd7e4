package shop.pennywell.local.launcher;

/** Why a command can't be done and what to do about it, in words for the person at the terminal. */
final class SuiteFailure extends RuntimeException {
    private final int exitCode;

    SuiteFailure(String message) {
        this(message, 1);
    }

    SuiteFailure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
