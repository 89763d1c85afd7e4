package shop.pennywell.mailing;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.scheduler.Scheduled;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

    private static final String BASE = "shop.pennywell.mailing";
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
    void aMailsWordsNeedNoFrameworkToBeChosen() {
        noClasses()
                .that()
                .haveSimpleName("MailFrame")
                .or()
                .haveSimpleName("PlainReasons")
                .or()
                .haveNameMatching(".*MailContent.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "org.hibernate..", "io.vertx..")
                .check(CLASSES);
    }

    /** What runs on every replica takes its rows with SKIP LOCKED, which only the message feature does. */
    @Test
    void onlySendingIsScheduled() {
        methods()
                .that()
                .areAnnotatedWith(Scheduled.class)
                .should()
                .beDeclaredInClassesThat()
                .haveFullyQualifiedName(BASE + ".message.SendMessages")
                .check(CLASSES);
    }

    @Test
    void onlyTheTransportSpeaksToTheMailServer() {
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("MailTransport")
                .and()
                .haveSimpleNameNotStartingWith("Delivery")
                .and()
                .doNotHaveSimpleName("Smtp")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.ext.mail..", "io.quarkus.mailer..")
                .check(CLASSES);
    }
}
