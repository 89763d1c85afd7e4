package shop.pennywell.mailing;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import shop.pennywell.local.testing.LocalStores;

/** What every test here runs on: a real PostgreSQL, and a real mail server behind a gate that tests can close. */
@WithTestResource(
        value = LocalStores.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "stores", value = "postgres,smtp"))
@WithTestResource(value = SmtpGate.class, scope = TestResourceScope.GLOBAL)
final class MailingTestResources {
    private MailingTestResources() {}
}
