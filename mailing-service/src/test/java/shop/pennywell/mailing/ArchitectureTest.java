package shop.pennywell.mailing;

import io.quarkus.scheduler.Scheduled;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.ArchitectureRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest extends ArchitectureRules {

    private static final String BASE = "shop.pennywell.mailing";

    ArchitectureTest() {
        super(BASE);
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
                .check(classes);
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
                .check(classes);
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
                .check(classes);
    }
}
