package shop.pennywell.payments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.scheduler.Scheduled;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {

    private static final String BASE = "shop.pennywell.payments";
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
    void theRulesOfMoneyNeedNoFramework() {
        noClasses()
                .that()
                .haveNameMatching(BASE
                        + ".(ledger.(Account|Purpose|Posting|Entry|Ledger|InsufficientBalance)|cashback.(Positions|Stage"
                        + "|CashbackStatus|Wording)|payoutaccount.(Iban|SepaText)|bankfile.(BankFile|BankAnswer|BankReason"
                        + "|XmlElement|XmlReader))(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "org.hibernate..", "java.sql..", "javax.sql..")
                .check(CLASSES);
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
                .check(CLASSES);
    }

    @Test
    void onlyTheLedgerWritesItsTables() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".ledger..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(DataSource.class)
                .check(CLASSES);
    }
}
