package shop.pennywell.gateway;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("shop.pennywell.gateway");

    @Test
    void featuresDependOnEachOtherOneWayOnly() {
        slices().matching("shop.pennywell.gateway.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameStartingWith("Default")
                .orShould()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Dto)")
                .check(CLASSES);
    }

    @Test
    void routeTableIsFreeOfFrameworks() {
        noClasses()
                .that()
                .resideInAPackage("..route..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "shop.pennywell.gateway.route..")
                .check(CLASSES);
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
                .check(CLASSES);
    }
}
