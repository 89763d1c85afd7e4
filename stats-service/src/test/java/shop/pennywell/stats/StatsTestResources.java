package shop.pennywell.stats;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import shop.pennywell.local.testing.LocalStores;

/** What every test here runs on. */
@WithTestResource(
        value = LocalStores.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "stores", value = "dynamodb"))
final class StatsTestResources {
    private StatsTestResources() {}
}
