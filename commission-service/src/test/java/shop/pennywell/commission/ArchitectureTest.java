package shop.pennywell.commission;

import io.quarkus.scheduler.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
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
                        ".*\\.(Percentage|Factor|Campaign|Tier|TermList|RateCard|RateType|Term|RateReceipt|Split|Earnings|StoreDomain|LandingUrl|NetworkLink|Postback|OrderLine|HoldRules|OrderFacts|Finding|Thresholds|Lapse)")
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
                .haveNameMatching(
                        ".*\\.(ClickSweep|ClaimCalendar|PollNetworks|ApplyOrders|DeliverWebhooks|SweepWebhooks|ProcessFiles|ForgetFiles|ForgetSandbox|ReferralCalendar|HoldCalendar)")
                .check(classes);
        takesItBy("ClickSweep", "click.ClickRepository", "lease", String.class, Instant.class, Instant.class);
        takesItBy(
                "DeliverWebhooks",
                "webhook.WebhookEndpointRepository",
                "take",
                boolean.class,
                int.class,
                Instant.class,
                Duration.class);
        // As those of ClaimCalendar, their statements say "for update skip locked".
        takesItBy("PollNetworks", "network.NetworkAccountRepository", "nextDue", Instant.class);
        takesItBy("ApplyOrders", "network.NetworkOrderRepository", "take", UUID.class, Instant.class);
        takesItBy("SweepWebhooks", "webhook.DeliveryRepository", "sweep", Instant.class, int.class);
        takesItBy("CheckOrders", "hold.UncheckedOrders", "lockSome", int.class);
        takesItBy("DecideHold", "hold.UncheckedOrders", "lockOverdue", Instant.class, int.class);
        takesItBy("ProcessFiles", "file.FileRepository", "claim", Instant.class);
        takesItBy("ForgetSandbox", "sandbox.SandboxClickRepository", "forget", Instant.class, int.class);
        takesItBy("JudgeReferral", "referral.ReferralRepository", "takeDue", UUID.class, Instant.class);
        takesItBy("ForgetFiles", "file.FileRepository", "claimOld", Instant.class, Instant.class, int.class);
    }

    private void takesItBy(String scheduled, String repository, String method, Class<?>... parameters) {
        classes()
                .that()
                .haveSimpleName(scheduled)
                .should()
                .callMethod(
                        classes.get("shop.pennywell.commission." + repository).reflect(), method, parameters)
                .check(classes);
    }

    /** What decides where a partner can make us connect to is to be read without knowing any framework. */
    @Test
    void theRuleOfPublicAddressesKnowsNoFramework() {
        classes()
                .that()
                .haveNameMatching(".*\\.webhook\\.(wire\\.(PublicAddress|Destination|Signature|Answer)|Retry)")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "shop.pennywell.commission.webhook..")
                .check(classes);
        noClasses()
                .that()
                .resideOutsideOfPackage("..webhook.wire..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.core.http.HttpClient")
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
