package shop.pennywell.commission;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.scheduler.Scheduled;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("shop.pennywell.commission");

    @Test
    void featuresDependOnEachOtherOneWayOnly() {
        slices().matching("shop.pennywell.commission.(*)..")
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
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Dto|Service)")
                .orShould()
                .resideInAnyPackage(
                        "..dto..", "..entity..", "..service..", "..impl..", "..util..", "..common..", "..model..")
                .check(CLASSES);
    }

    @Test
    void theRulesOfMoneyAndLandingsKnowNoFramework() {
        classes()
                .that()
                .haveNameMatching(
                        ".*\\.(Percentage|Factor|Campaign|Tier|RateType|Term|RateReceipt|Split|Earnings|StoreDomain|LandingUrl|Postback|OrderLine)")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "javax.crypto..", "shop.pennywell.commission..", "com.fasterxml.jackson.annotation..")
                .check(CLASSES);
    }

    @Test
    void whatRunsByTheClockTakesALease() {
        methods()
                .that()
                .areAnnotatedWith(Scheduled.class)
                .should()
                .beDeclaredInClassesThat()
                .haveSimpleName("ClickSweep")
                .check(CLASSES);
        classes()
                .that()
                .haveSimpleName("ClickSweep")
                .should()
                .callMethod(
                        CLASSES.get("shop.pennywell.commission.click.ClickRepository")
                                .reflect(),
                        "lease",
                        String.class,
                        java.time.Instant.class,
                        java.time.Instant.class)
                .check(CLASSES);
    }

    @Test
    void aClickNeedsNoTransactions() {
        noClasses()
                .that()
                .resideInAPackage("..click..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.transaction..", "jakarta.persistence..", "javax.sql..")
                .check(CLASSES);
    }
}
