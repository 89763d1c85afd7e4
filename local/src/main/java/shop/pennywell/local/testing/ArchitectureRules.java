package shop.pennywell.local.testing;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The rules of CONTRIBUTING.md that hold in every service. Each has a test that extends this and adds its own. */
public abstract class ArchitectureRules {
    private static final Map<String, JavaClasses> IMPORTED = new ConcurrentHashMap<>();

    protected final JavaClasses classes;
    private final String base;

    /** @param base the service's package */
    protected ArchitectureRules(String base) {
        this.base = base;
        this.classes = IMPORTED.computeIfAbsent(base, name -> new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(name));
    }

    @Test
    void featuresDependOnEachOtherOneWayOnly() {
        slices().matching(base + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameStartingWith("Default")
                .orShould()
                .haveNameMatching(".*(Manager|Helper|Util|Utils|Dto|ServiceBean)")
                .orShould()
                .resideInAnyPackage(
                        "..dto..", "..entity..", "..impl..", "..util..", "..common..", "..service..", "..model..")
                .check(classes);
    }

    /** Not with the virtual threads of JDK 17. */
    @Test
    void nothingRunsOnVirtualThreads() {
        noMethods()
                .should()
                .beAnnotatedWith("io.smallrye.common.annotation.RunOnVirtualThread")
                .check(classes);
    }
}
