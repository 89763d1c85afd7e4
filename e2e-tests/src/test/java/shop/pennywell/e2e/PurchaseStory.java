package shop.pennywell.e2e;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One purchase from search to payout, step by step. */
class PurchaseStory {

    @TestFactory
    Stream<DynamicTest> fromSearchToPayout() {
        return new Journey(Platform.shared())
                .steps().stream().map(step -> DynamicTest.dynamicTest(step.name(), step.action()::run));
    }
}
