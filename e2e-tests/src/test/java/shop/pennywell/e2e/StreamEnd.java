package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.e2e.Eventually.eventually;

/** What every service has at the end of a stream, order by order and in sums, beside what the raw file comes to. */
final class StreamEnd {

    private final Api api;
    private final Platform platform;
    private final List<Shopper> shoppers;
    private final Map<RetailStream.Outlet, StreamStory.Shop> shops;
    private final Duration patience;

    StreamEnd(
            Platform platform,
            List<Shopper> shoppers,
            Map<RetailStream.Outlet, StreamStory.Shop> shops,
            Duration patience) {
        this.api = platform.api();
        this.platform = platform;
        this.shoppers = shoppers;
        this.shops = shops;
        this.patience = patience;
    }

    /** How an order stands: what the services say of it and what the file says are compared in these words. */
    private record Standing(String store, int member, String currency, String status, RetailStream.Sums sums) {}

    void mustBe(RetailStream stream) {
        Map<String, Standing> expected = expected(stream);
        compareTransactions(expected);
        compareCashback(expected);
        compareFigures(expected);
        proveLedger();
        closeStatements(expected);
    }

    private Map<String, Standing> expected(RetailStream stream) {
        Map<String, Standing> expected = new TreeMap<>();
        stream.orders()
                .forEach(order -> expected.put(
                        order.reference(),
                        new Standing(
                                shops.get(order.outlet()).slug(),
                                order.member(shoppers.size()),
                                order.outlet().currency(),
                                order.ending().name(),
                                order.sums())));
        return expected;
    }

    private void compareTransactions(Map<String, Standing> expected) {
        Staff staff = Staff.signIn(platform);
        shoppers.forEach(Shopper::signIn);
        List<String> memberIds = shoppers.stream()
                .map(shopper -> api.get("/api/v1/me", shopper.token())
                        .expect(200)
                        .json()
                        .path("id")
                        .asText())
                .toList();
        Map<String, Standing> actual = new TreeMap<>();
        shops.values().forEach(shop -> pages("/api/v1/admin/transactions?storeId=" + shop.storeId(), staff.token())
                .forEach(seen -> {
                    Standing standing = new Standing(
                            seen.path("storeSlug").asText(),
                            memberIds.indexOf(seen.path("memberId").asText()),
                            seen.path("orderValue").path("currency").asText(),
                            seen.path("status").asText(),
                            new RetailStream.Sums(
                                    1,
                                    amount(seen, "orderValue"),
                                    amount(seen, "commission"),
                                    amount(seen, "cashback")));
                    Standing twice = actual.put(seen.path("orderReference").asText(), standing);
                    assertTrue(twice == null, () -> "twice: " + seen);
                }));
        requireSame("as commission-service has it", expected, actual);
        Map<String, RetailStream.Sums> sums = sums(expected);
        assertEquals(sums, sums(actual));
        sums.forEach((what, sum) -> System.err.printf("%s: %s%n", what, sum));
    }

    /** By store, member, currency and status. */
    private static Map<String, RetailStream.Sums> sums(Map<String, Standing> standings) {
        Map<String, RetailStream.Sums> sums = new TreeMap<>();
        standings
                .values()
                .forEach(one -> sums.merge(
                        "%s, member %d, %s, %s".formatted(one.store(), one.member(), one.currency(), one.status()),
                        one.sums(),
                        RetailStream.Sums::plus));
        return sums;
    }

    private static <T> void requireSame(String what, Map<String, T> expected, Map<String, T> actual) {
        List<String> differences = Stream.concat(expected.keySet().stream(), actual.keySet().stream())
                .distinct()
                .filter(reference ->
                        !String.valueOf(expected.get(reference)).equals(String.valueOf(actual.get(reference))))
                .map(reference ->
                        reference + " should be " + expected.get(reference) + " and is " + actual.get(reference))
                .toList();
        assertEquals(List.of(), differences.stream().limit(20).toList(), differences.size() + " orders " + what);
    }

    /** What the members see: the sums in the wallet, and each order once, as it stands. */
    private void compareCashback(Map<String, Standing> expected) {
        for (int i = 0; i < shoppers.size(); i++) {
            int member = i;
            Shopper shopper = shoppers.get(i);
            shopper.signIn();
            Map<String, String> due = new TreeMap<>();
            Map<String, String> pending = new TreeMap<>();
            expected.forEach((reference, standing) -> {
                if (standing.member() == member) {
                    String money = standing.sums().cashback() + " " + standing.currency();
                    switch (RetailStream.Ending.valueOf(standing.status())) {
                        case PENDING -> due.put(reference, "TRACKED " + money);
                        case APPROVED -> due.put(reference, "CONFIRMED " + money);
                        case DECLINED, CLAWED_BACK -> due.put(reference, "DECLINED");
                    }
                }
            });
            pendingByCurrency(expected, member).forEach((currency, sum) -> pending.put(currency, sum.toPlainString()));
            eventually(
                    "the wallet of member " + i + " at " + pending,
                    patience,
                    () -> wallet(shopper),
                    seen -> seen.equals(pending));
            eventually("the cashback of member " + i, () -> cashback(shopper), seen -> seen.equals(due));
        }
    }

    private static Map<String, BigDecimal> pendingByCurrency(Map<String, Standing> expected, int member) {
        Map<String, BigDecimal> pending = new TreeMap<>();
        expected.values().stream()
                .filter(one -> one.member() == member && isAlive(one))
                .forEach(one -> pending.merge(one.currency(), one.sums().cashback(), BigDecimal::add));
        return pending;
    }

    private static boolean isAlive(Standing one) {
        return one.status().equals("PENDING") || one.status().equals("APPROVED");
    }

    private Map<String, String> wallet(Shopper shopper) {
        Map<String, String> pending = new TreeMap<>();
        api.get("/api/v1/me/wallet", shopper.token())
                .expect(200)
                .json()
                .path("balances")
                .forEach(balance -> pending.put(
                        balance.path("currency").asText(),
                        balance.path("pending").path("amount").asText()));
        return pending;
    }

    private Map<String, String> cashback(Shopper shopper) {
        Map<String, String> cashback = new TreeMap<>();
        pages("/api/v1/me/cashback?", shopper.token()).forEach(seen -> {
            String status = seen.path("status").asText();
            JsonNode money = seen.path("cashback");
            String twice = cashback.put(
                    seen.path("orderReference").asText(),
                    status.equals("DECLINED")
                            ? status
                            : status + " " + money.path("amount").asText() + " "
                                    + money.path("currency").asText());
            assertTrue(twice == null, () -> "twice: " + seen);
        });
        return cashback;
    }

    private void compareFigures(Map<String, Standing> expected) {
        Staff staff = Staff.signIn(platform);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        shops.forEach((outlet, shop) -> {
            List<Standing> theirs = expected.values().stream()
                    .filter(one -> one.store().equals(shop.slug()))
                    .toList();
            RetailStream.Sums alive = theirs.stream()
                    .filter(StreamEnd::isAlive)
                    .map(Standing::sums)
                    .reduce(RetailStream.Sums.NONE, RetailStream.Sums::plus);
            long approved = theirs.stream()
                    .filter(one -> one.status().equals("APPROVED"))
                    .count();
            eventually(
                    "the statistics of " + outlet + ": " + alive,
                    patience,
                    () -> api.get(
                                    "/api/v1/admin/stats/totals?from=%s&to=%s&store=%s"
                                            .formatted(today.minusDays(1), today.plusDays(1), shop.slug()),
                                    staff.token())
                            .expect(200)
                            .json(),
                    seen -> seen.path("orders").asInt() == theirs.size()
                            && seen.path("approved").asInt() == approved
                            && seen.path("declined").asInt() == theirs.size() - alive.orders()
                            && totalIs(seen, "saleAmounts", alive.value())
                            && totalIs(seen, "commissions", alive.commission())
                            && totalIs(seen, "cashbacks", alive.cashback()));
        });
    }

    /** A store has one currency. */
    private static boolean totalIs(JsonNode totals, String name, BigDecimal expected) {
        return new BigDecimal(totals.path(name).path(0).path("amount").asText("0.00")).compareTo(expected) == 0;
    }

    private void proveLedger() {
        Staff staff = Staff.signIn(platform);
        JsonNode proof =
                api.get("/api/v1/admin/ledger/proof", staff.token()).expect(200).json();
        assertTrue(proof.path("balanced").asBoolean(), proof::toString);
        for (JsonNode currency : proof.path("currencies")) {
            assertEquals(0, new BigDecimal(currency.path("difference").asText()).signum(), proof::toString);
        }
    }

    /** What the partners owe is the commission of what is approved. */
    private void closeStatements(Map<String, Standing> expected) {
        Staff staff = Staff.signIn(platform);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        shops.values().stream().map(StreamStory.Shop::partnerId).distinct().forEach(partnerId -> {
            List<String> slugs = shops.values().stream()
                    .filter(shop -> shop.partnerId().equals(partnerId))
                    .map(StreamStory.Shop::slug)
                    .toList();
            RetailStream.Sums approved = expected.values().stream()
                    .filter(one -> slugs.contains(one.store()) && one.status().equals("APPROVED"))
                    .map(Standing::sums)
                    .reduce(RetailStream.Sums.NONE, RetailStream.Sums::plus);
            JsonNode statement = api.post(
                            "/api/v1/admin/statements",
                            staff.token(),
                            "{\"partnerId\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}"
                                    .formatted(partnerId, today.minusDays(1), today))
                    .expect(201)
                    .json();
            assertEquals(approved.commission(), amount(statement, "total"), statement::toString);
            assertEquals(approved.orders(), statement.path("transactions").asInt(), statement::toString);
        });
    }

    private List<JsonNode> pages(String path, String token) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    api.get(path + "&limit=100" + cursor, token).expect(200).json();
            page.path("items").forEach(items::add);
            cursor = page.path("next").isTextual()
                    ? "&cursor=" + Journey.encode(page.path("next").asText())
                    : null;
        } while (cursor != null);
        return items;
    }

    private static BigDecimal amount(JsonNode of, String name) {
        return new BigDecimal(of.path(name).path("amount").asText());
    }
}
