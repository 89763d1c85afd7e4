package shop.pennywell.local.launcher;

/** What a person needs when the suite is ready: where to look and how to sign in. */
final class Summary {
    private Summary() {}

    static String of(Options options, Secrets secrets, SuiteFolder folder, double seconds) {
        return """

                Pennywell is ready after %.1f s.

                  Website      %s
                  Mail inbox   %s
                  Demo store   %s

                  Staff        %s  %s

                Stop with Ctrl-C or ./suite down. See ./suite status.
                """.formatted(
                        seconds,
                        options.gatewayUrl(),
                        options.inboxUrl(),
                        options.demoStoreUrl(),
                        secrets.staffEmail(),
                        secrets.staffPassword());
    }
}
