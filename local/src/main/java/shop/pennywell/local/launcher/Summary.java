package shop.pennywell.local.launcher;

import shop.pennywell.local.demostore.Shop;
import shop.pennywell.local.demostore.ShopAccess;
import shop.pennywell.local.seed.Seeded;

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
                %s
                Stop with Ctrl-C or ./suite down. See ./suite status.
                """.formatted(
                seconds,
                options.gatewayUrl(),
                options.inboxUrl(),
                options.demoStoreUrl(),
                secrets.staffEmail(),
                secrets.staffPassword(),
                folder.read(Seeded.FILE, Seeded.class).map(Summary::demo).orElse(""));
    }

    private static String demo(Seeded seeded) {
        String slug = Shop.all().get(0).slug();
        return """
                  Member       %s  %s
                  Partner      %s  %s  (client id and secret of %s)
                """.formatted(
                        seeded.member().email(),
                        seeded.member().password(),
                        seeded.access(slug).map(ShopAccess::clientId).orElse("-"),
                        seeded.access(slug).map(ShopAccess::clientSecret).orElse("-"),
                        slug);
    }
}
