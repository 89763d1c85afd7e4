package shop.pennywell.gateway;

import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.ArchitectureRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest extends ArchitectureRules {

    ArchitectureTest() {
        super("shop.pennywell.gateway");
    }

    @Test
    void routeTableIsFreeOfFrameworks() {
        noClasses()
                .that()
                .resideInAPackage("..route..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "shop.pennywell.gateway.route..")
                .check(classes);
    }

    @Test
    void nothingBlocksTheEventLoop() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.http.HttpClient")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(java.util.concurrent.CompletableFuture.class, "join")
                .orShould()
                .callMethod(java.util.concurrent.CompletableFuture.class, "get")
                .check(classes);
    }
}
