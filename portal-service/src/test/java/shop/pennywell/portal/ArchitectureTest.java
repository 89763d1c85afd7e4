package shop.pennywell.portal;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("shop.pennywell.portal");

    @Test
    void featuresDependOnEachOtherOneWayOnly() {
        slices().matching("shop.pennywell.portal.(*)..")
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
    void repositoriesArePrivateToTheirFeature() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Repository")
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void everyEndpointSaysWhoMayCallIt() {
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .beAnnotatedWith(RolesAllowed.class)
                .orShould()
                .beAnnotatedWith(PermitAll.class)
                .orShould(sayItOnEachMethod())
                .check(CLASSES);
    }

    @Test
    void keyRingAndFormPathsAreFreeOfFrameworks() {
        noClasses()
                .that()
                .haveSimpleName("KeyRing")
                .or()
                .haveSimpleName("LocalPath")
                .or()
                .haveSimpleName("EmailAddress")
                .or()
                .haveSimpleName("Argon2")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io..", "org.hibernate..")
                .check(CLASSES);
    }

    @Test
    void nothingRunsOnVirtualThreads() {
        methods().should().notBeAnnotatedWith(RunOnVirtualThread.class).check(CLASSES);
    }

    /**
     * Every replica's clock strikes: what a schedule does must be safe to do twice at once. Page views are each replica's own,
     * from its own memory: there is nothing that two of them could do twice.
     */
    @Test
    void schedulesSkipRowsThatAnotherReplicaHasLocked() {
        classes()
                .that(new DescribedPredicate<JavaClass>("have a schedule") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !type.getSimpleName().equals("Insight")
                                && type.getMethods().stream()
                                        .anyMatch(method -> method.isAnnotatedWith(Scheduled.class));
                    }
                })
                .should(mention("skip locked", "lease", "due_at <="))
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> sayItOnEachMethod() {
        return new ArchCondition<>("say it on each method") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaMethod method : type.getMethods()) {
                    boolean endpoint = method.getAnnotations().stream()
                            .anyMatch(one -> one.getRawType().getPackageName().equals("jakarta.ws.rs")
                                    && one.getRawType().isAnnotatedWith("jakarta.ws.rs.HttpMethod"));
                    boolean says =
                            method.isAnnotatedWith(RolesAllowed.class) || method.isAnnotatedWith(PermitAll.class);
                    if (endpoint && !says) {
                        events.add(SimpleConditionEvent.violated(method, method.getFullName() + " says no role"));
                    }
                }
            }
        };
    }

    /** The words stand among the constants of the compiled class: the SQL of its queries, or the types that it uses. */
    private static ArchCondition<JavaClass> mention(String... words) {
        return new ArchCondition<>("mention one of " + String.join(", ", words)) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String resource = "/" + type.getName().replace('.', '/') + ".class";
                try (InputStream compiled = ArchitectureTest.class.getResourceAsStream(resource)) {
                    String constants =
                            new String(compiled.readAllBytes(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
                    for (String word : words) {
                        if (constants.contains(word)) {
                            return;
                        }
                    }
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " takes no lease"));
                } catch (IOException unreadable) {
                    throw new AssertionError(unreadable);
                }
            }
        };
    }
}
