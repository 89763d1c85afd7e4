package shop.pennywell.commission.hold;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class HoldRulesTest {
    private static final Thresholds USUAL = new Thresholds(10, 25, Duration.ofSeconds(5), 1000, 0.05, 0.001, 1);
    private static final Lapse UNKNOWN = new Lapse(Map.of());
    private static final UUID OTHER = UUID.fromString("019ab0c1-52f4-7c1e-9d0a-3b5f7e2a9c41");

    private final HoldRules rules = new HoldRules(EnumSet.allOf(HoldRule.class), USUAL);

    @Test
    void findsNothingAgainstAnOrdinaryOrder() {
        assertEquals(List.of(), rules.judge(order(Duration.ofMinutes(12), 1, 1), UNKNOWN));
        assertEquals(List.of(), rules.judge(order(null, 1, 1), UNKNOWN));
    }

    @Test
    void holdsTheFirstOrderBeyondWhatIsUsualInAnHourOrADay() {
        assertEquals(Set.of(), held(order(Duration.ofHours(1), 10, 25)));
        Finding hour = only(order(Duration.ofHours(1), 11, 11));
        assertEquals(HoldRule.VELOCITY, hour.rule());
        assertEquals(
                "The member made at least 11 orders within an hour, up to this one; 10 are usual at most.",
                hour.evidence());
        assertEquals(Map.of("orders", 11, "usual", 10, "within", "an hour"), hour.figures());
        assertEquals(
                "The member made at least 26 orders within a day, up to this one; 25 are usual at most.",
                only(order(Duration.ofHours(1), 2, 26)).evidence());
    }

    @Test
    void holdsAnOrderFasterThanAnybodyShops() {
        assertEquals(Set.of(), held(order(Duration.ofSeconds(5), 1, 1)));
        Finding fast = only(order(Duration.ofMillis(4_999), 1, 1));
        assertEquals("Ordered 4 s after the click; nobody is expected to take less than 5 s.", fast.evidence());
        assertEquals(Map.of("lapseSeconds", 4L, "ordersOfStore", 0L), fast.figures());
    }

    @Test
    void aStoreWhoseOrdersAreThatFastIsSimplyLikeThat() {
        Lapse behindByAMinute = habits(Map.of(Duration.ofSeconds(-20), 60L, Duration.ofMinutes(9), 940L));
        Lapse attackedOnce = habits(Map.of(Duration.ofSeconds(1), 49L, Duration.ofMinutes(9), 951L));
        Lapse tooFew = habits(Map.of(Duration.ofSeconds(1), 500L));

        assertEquals(List.of(), rules.judge(order(Duration.ofSeconds(2), 1, 1), behindByAMinute));
        assertEquals(
                1, rules.judge(order(Duration.ofSeconds(2), 1, 1), attackedOnce).size());
        assertEquals(1, rules.judge(order(Duration.ofSeconds(2), 1, 1), tooFew).size());
    }

    @Test
    void holdsAnOrderFarSlowerThanTheStoresOthers() {
        Duration late = Duration.ofDays(61);
        Lapse known = habits(Map.of(Duration.ofMinutes(9), 1999L, late, 1L));
        Lapse lateIsUsual = habits(Map.of(Duration.ofMinutes(9), 1990L, late, 10L));

        List<Finding> findings = rules.judge(order(late, 1, 1), known);

        assertEquals(
                "Ordered 61 days after the click; of the 2000 orders of this store known before, fewer than 0.1 % took as long.",
                findings.get(0).evidence());
        assertEquals(List.of(), rules.judge(order(late, 1, 1), lateIsUsual));
        assertEquals(List.of(), rules.judge(order(late, 1, 1), UNKNOWN), "of a new store nothing is known");
        assertEquals(List.of(), rules.judge(order(Duration.ofMinutes(10), 1, 1), known));
    }

    @Test
    void stepsGrowByAboutAFifth() {
        assertEquals(0, Lapse.step(Duration.ofMinutes(-1)));
        assertEquals(0, Lapse.step(Duration.ZERO));
        assertEquals(4, Lapse.step(Duration.ofSeconds(1)));
        assertEquals(91, Lapse.step(Duration.ofDays(90)));
        assertEquals(120, Lapse.step(Duration.ofDays(500_000)));
    }

    @Test
    void holdsOrdersOfMembersWhoShareABankAccount() {
        OrderFacts shared = facts(1, List.of(OTHER), null, null);

        Finding finding = only(shared);

        assertEquals(HoldRule.SHARED_ACCOUNT, finding.rule());
        assertEquals("One other member gave the same bank account.", finding.evidence());
        assertEquals(Map.of("members", 2, "otherMembers", List.of(OTHER)), finding.figures());
        Thresholds couples = new Thresholds(10, 25, Duration.ofSeconds(5), 1000, 0.05, 0.001, 2);
        assertEquals(List.of(), new HoldRules(EnumSet.allOf(HoldRule.class), couples).judge(shared, UNKNOWN));
        assertEquals(
                "7 other members gave the same bank account.",
                only(facts(7, List.of(OTHER), null, null)).evidence());
    }

    @Test
    void holdsOrdersFromDisposableAddressesAndOfThePartnersOwnPeople() {
        assertEquals(
                "The member's mail address is from mailinator.com, which gives out disposable addresses.",
                only(facts(0, List.of(), "mailinator.com", null)).evidence());
        assertEquals(
                "The member's mail address is from shop.example, where the partner's own people have theirs, says the partner.",
                only(facts(0, List.of(), null, new OrderFacts.StaffEntry("shop.example", "PARTNER")))
                        .evidence());
        assertEquals(
                "The member works for the partner of this store, says our staff.",
                only(facts(0, List.of(), null, new OrderFacts.StaffEntry(null, "STAFF")))
                        .evidence());
    }

    @Test
    void severalRulesMayHoldOneOrderAndOnlyThoseThatCount() {
        OrderFacts odd = new OrderFacts(
                OTHER,
                OTHER,
                OTHER,
                OTHER,
                Duration.ZERO,
                99,
                99,
                List.of(OTHER),
                1,
                "yopmail.com",
                new OrderFacts.StaffEntry(null, "STAFF"));

        assertEquals(EnumSet.allOf(HoldRule.class), held(odd));
        assertEquals(
                List.of(HoldRule.LAPSE),
                new HoldRules(Set.of(HoldRule.LAPSE), USUAL)
                        .judge(odd, UNKNOWN).stream().map(Finding::rule).toList());
    }

    private Set<HoldRule> held(OrderFacts order) {
        EnumSet<HoldRule> held = EnumSet.noneOf(HoldRule.class);
        rules.judge(order, UNKNOWN).forEach(finding -> held.add(finding.rule()));
        return held;
    }

    private Finding only(OrderFacts order) {
        List<Finding> findings = rules.judge(order, UNKNOWN);
        assertEquals(1, findings.size(), findings::toString);
        return findings.get(0);
    }

    private static Lapse habits(Map<Duration, Long> orders) {
        Map<Integer, Long> steps = new HashMap<>();
        orders.forEach((lapse, count) -> steps.merge(Lapse.step(lapse), count, Long::sum));
        return new Lapse(steps);
    }

    private static OrderFacts order(Duration lapse, int inHour, int inDay) {
        return new OrderFacts(OTHER, OTHER, OTHER, OTHER, lapse, inHour, inDay, List.of(), 0, null, null);
    }

    private static OrderFacts facts(int sharers, List<UUID> some, String disposable, OrderFacts.StaffEntry staff) {
        return new OrderFacts(OTHER, OTHER, OTHER, OTHER, Duration.ofHours(1), 1, 1, some, sharers, disposable, staff);
    }

    @Test
    void allRulesCountUnlessAnOperatorLeavesSomeOut() throws NoSuchMethodException {
        String byDefault = HoldConfig.class
                .getDeclaredMethod("rules")
                .getAnnotation(WithDefault.class)
                .value();

        assertEquals(
                List.of(HoldRule.values()),
                Stream.of(byDefault.split(",")).map(HoldRule::valueOf).toList());
    }
}
