package shop.pennywell.commission;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import shop.pennywell.local.testing.LocalStores;

/** Real stores for every test of this module, started once. */
@WithTestResource(
        value = LocalStores.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = {
            @ResourceArg(name = "stores", value = "postgres,dynamodb,s3"),
            @ResourceArg(name = "pennywell.partner-token.believed-for", value = "500ms"),
            @ResourceArg(name = "pennywell.partner-token.unknown-key-costs-at-most-every", value = "1s"),
            @ResourceArg(name = "pennywell.claims.calendar-every", value = "1s"),
            @ResourceArg(name = "pennywell.storefront.refresh-every", value = "50ms"),
            @ResourceArg(name = "pennywell.referrals.judge-every", value = "1s"),
            @ResourceArg(name = "pennywell.networks.look-every", value = "off"),
            @ResourceArg(name = "pennywell.webhooks.look-every", value = "off"),
            @ResourceArg(name = "pennywell.webhook-calls.local-hosts", value = "localhost"),
            // Tests buy at once, and a lot; those of these two rules ask them directly. What tests want looked at, they
            // look at.
            @ResourceArg(name = "pennywell.holds.rules", value = "SHARED_ACCOUNT,MAIL_DOMAIN,PARTNER_STAFF"),
            @ResourceArg(name = "pennywell.holds.check-every", value = "off"),
            @ResourceArg(name = "pennywell.holds.release-every", value = "off"),
            @ResourceArg(name = "pennywell.clicks.tell-every", value = "100ms"),
            @ResourceArg(name = "pennywell.clicks.sweep-every", value = "1s"),
            @ResourceArg(name = "pennywell.clicks.sweep-older-than", value = "1s"),
            @ResourceArg(name = "pennywell.files.look-every", value = "100ms"),
            @ResourceArg(name = "pennywell.files.lease", value = "3s"),
            @ResourceArg(name = "pennywell.files.piece", value = "100"),
            @ResourceArg(name = "pennywell.files.most-waiting", value = "10"),
            @ResourceArg(name = "pennywell.files.uploads", value = "8"),
            @ResourceArg(name = "pennywell.files.uploads-of-one-partner", value = "4"),
            @ResourceArg(name = "pennywell.http.large-bodies.files.max", value = "12M"),
        })
@WithTestResource(value = StatsStub.class, scope = TestResourceScope.GLOBAL)
public final class TestStores {
    private TestStores() {}
}
