package shop.pennywell.commission;

import io.quarkus.scheduler.Scheduled;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.ArchitectureRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest extends ArchitectureRules {

    ArchitectureTest() {
        super("shop.pennywell.commission");
    }

    @Test
    void theRulesOfMoneyAndLandingsKnowNoFramework() {
        classes()
                .that()
                .haveNameMatching(
                        ".*\\.(Percentage|Factor|Campaign|Tier|RateType|Term|RateReceipt|Split|Earnings|StoreDomain|LandingUrl|NetworkLink|Postback|OrderLine)")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "javax.crypto..", "shop.pennywell.commission..", "com.fasterxml.jackson.annotation..")
                .check(classes);
    }

    @Test
    void whatRunsByTheClockTakesALease() {
        methods()
                .that()
                .areAnnotatedWith(Scheduled.class)
                .should()
                .beDeclaredInClassesThat()
                .haveNameMatching(".*\\.(ClickSweep|ClaimCalendar|PollNetworks|ApplyOrders)")
                .check(classes);
        // As those of ClaimCalendar, their statements say "for update skip locked".
        classes()
                .that()
                .haveSimpleName("PollNetworks")
                .should()
                .callMethod(
                        classes.get("shop.pennywell.commission.network.NetworkAccountRepository")
                                .reflect(),
                        "nextDue",
                        java.time.Instant.class)
                .check(classes);
        classes()
                .that()
                .haveSimpleName("ApplyOrders")
                .should()
                .callMethod(
                        classes.get("shop.pennywell.commission.network.NetworkOrderRepository")
                                .reflect(),
                        "take",
                        java.util.UUID.class,
                        java.time.Instant.class)
                .check(classes);
        classes()
                .that()
                .haveSimpleName("ClickSweep")
                .should()
                .callMethod(
                        classes.get("shop.pennywell.commission.click.ClickRepository")
                                .reflect(),
                        "lease",
                        String.class,
                        java.time.Instant.class,
                        java.time.Instant.class)
                .check(classes);
    }

    @Test
    void aClickNeedsNoTransactions() {
        noClasses()
                .that()
                .resideInAPackage("..click..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.transaction..", "jakarta.persistence..", "javax.sql..")
                .check(classes);
    }
}
