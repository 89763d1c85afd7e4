package shop.pennywell.payments;

import io.quarkus.scheduler.Scheduled;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.ArchitectureRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest extends ArchitectureRules {

    private static final String BASE = "shop.pennywell.payments";

    ArchitectureTest() {
        super(BASE);
    }

    @Test
    void theRulesOfMoneyNeedNoFramework() {
        noClasses()
                .that()
                .haveNameMatching(BASE
                        + ".(ledger.(Account|Purpose|Posting|Positions|Entry|Ledger|InsufficientBalance)|cashback.(Stage"
                        + "|CashbackStatus|Wording)|payoutaccount.(Iban|SepaText)|bankfile.(BankFile|BankAnswer|BankReason"
                        + "|XmlElement|XmlReader))(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "org.hibernate..", "java.sql..", "javax.sql..")
                .check(classes);
    }

    /** Both take their rows with SKIP LOCKED, so that replicas don't do the same work. */
    @Test
    void onlyTheJanitorsOfPayoutsAndBatchesAreScheduled() {
        methods()
                .that()
                .areAnnotatedWith(Scheduled.class)
                .should()
                .beDeclaredInClassesThat()
                .haveNameMatching(BASE + ".(payout.FollowPayout|batch.CompleteBatch)")
                .check(classes);
    }

    @Test
    void onlyTheLedgerWritesItsTables() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".ledger..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(DataSource.class)
                .check(classes);
    }
}
