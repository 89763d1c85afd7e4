package shop.pennywell.payments;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import shop.pennywell.local.testing.LocalStores;

/** Every test of this module runs against one started application, real PostgreSQL and S3, and a fake portal. */
@WithTestResource(
        value = LocalStores.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "stores", value = "postgres,s3"))
@WithTestResource(value = FakePortal.class, scope = TestResourceScope.GLOBAL)
final class RealStores {

    private RealStores() {}
}
