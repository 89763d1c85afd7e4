package shop.pennywell.stats;

import io.quarkus.scheduler.Scheduled;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.ArchitectureRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

class ArchitectureTest extends ArchitectureRules {

    private static final String BASE = "shop.pennywell.stats";

    ArchitectureTest() {
        super(BASE);
    }

    @Test
    void onlyTheCountersKnowDynamo() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".counter")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..")
                .check(classes);
    }

    @Test
    void whatIsCountedIsPlainArithmetic() {
        noClasses()
                .that()
                .haveSimpleName("Tally")
                .or()
                .haveSimpleName("Contribution")
                .or()
                .haveSimpleName("Metric")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "software.amazon..")
                .check(classes);
    }

    /** There is no lease here that would keep two replicas from doing the same. */
    @Test
    void nothingIsScheduled() {
        noMethods().should().beAnnotatedWith(Scheduled.class).check(classes);
    }
}
