package shop.pennywell.portal;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.ArchitectureRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest extends ArchitectureRules {

    ArchitectureTest() {
        super("shop.pennywell.portal");
    }

    @Test
    void repositoriesArePrivateToTheirFeature() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Repository")
                .should()
                .bePackagePrivate()
                .check(classes);
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
                .check(classes);
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
                .check(classes);
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
                .check(classes);
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
