package shop.pennywell.stats;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.scheduler.Scheduled;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

    private static final String BASE = "shop.pennywell.stats";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @Test
    void featuresHaveNoCycles() {
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingIsNamedForItsKindInsteadOfItsWork() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameStartingWith("Default")
                .orShould()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Dto|ServiceBean)")
                .orShould()
                .resideInAnyPackage("..dto..", "..entity..", "..impl..", "..util..", "..common..", "..service..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCountersKnowDynamo() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".counter")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..")
                .check(CLASSES);
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
                .check(CLASSES);
    }

    /** There is no lease here that would keep two replicas from doing the same. */
    @Test
    void nothingIsScheduled() {
        noMethods().should().beAnnotatedWith(Scheduled.class).check(CLASSES);
    }
}
