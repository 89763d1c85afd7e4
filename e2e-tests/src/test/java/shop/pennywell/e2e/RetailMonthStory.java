package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.e2e.Eventually.eventually;

/**
 * Real orders through the partner API: every order, every cancellation, then the approval of what is left; the sums of order
 * value, commission and cashback equal, to the penny, those computed from the raw file by {@link RetailMonth}. Runs on the slice
 * that the repository carries, and on a whole month where the data lies beside the repository.
 */
class RetailMonthStory {

    private static final int BATCH = 100;

    @Test
    void sumsOfRealOrdersAreRightToThePenny() {
        Path whole = Repository.root().resolve("../shared/data/uci-online-retail/2010-12.csv.gz");
        Path slice = Repository.root().resolve("local/src/main/resources/seed/orders.csv");
        if (!Files.exists(whole)) {
            System.err.println("The whole month is not at " + whole + ": running on the repository's slice only.");
        }
        run(Platform.shared(), "slice", slice);
        if (Files.exists(whole)) {
            run(Platform.shared(), "month", whole);
        }
    }

    private static void run(Platform platform, String name, Path file) {
        String slug = name + "-" + Long.toString(System.nanoTime(), 36);
        Staff staff = Staff.signIn(platform);
        String partnerId = staff.createPartner("Retail of " + slug);
        PartnerStore store = staff.createCredentials(partnerId);
        List<String> rates = new ArrayList<>();
        RetailMonth.RATES.forEach(
                (group, rate) -> rates.add(Staff.rate(group, rate[0].toPlainString(), rate[1].toPlainString())));
        staff.createStore(partnerId, slug, "[" + String.join(",", rates) + "]");
        Shopper shopper = new Shopper(platform, slug + "@example.com");
        shopper.register();
        shopper.signIn();
        String clickId = shopper.clickOut("/go/" + slug).header("Click-Id");

        RetailMonth month = RetailMonth.read(file);
        Instant now = Instant.now();
        inBatches(
                month.orders(),
                order ->
                        "{\"clickId\":\"%s\",\"orderReference\":\"%s\",\"orderedAt\":\"%s\",\"currency\":\"GBP\",\"items\":%s}"
                                .formatted(clickId, order.reference(), now, order.items()),
                store::report,
                "ACCEPTED");
        // The same orders again, as a shop system does after a restart: nothing may change.
        inBatches(
                month.orders(),
                order ->
                        "{\"clickId\":\"%s\",\"orderReference\":\"%s\",\"orderedAt\":\"%s\",\"currency\":\"GBP\",\"items\":%s}"
                                .formatted(clickId, order.reference(), now, order.items()),
                store::report,
                "DUPLICATE");
        awaitPending(shopper, sum(month.orders(), RetailMonth.Order::cashback));

        month.cancel();
        List<RetailMonth.Order> changed =
                month.orders().stream().filter(RetailMonth.Order::touched).toList();
        assertTrue(changed.size() > 5, "the data has cancellations of its own orders");
        inBatches(
                changed,
                order -> order.cancelled()
                        ? "{\"orderReference\":\"%s\",\"action\":\"DECLINE\",\"reason\":\"CANCELLED\"}"
                                .formatted(order.reference())
                        : "{\"orderReference\":\"%s\",\"action\":\"AMEND\",\"items\":%s}"
                                .formatted(order.reference(), order.items()),
                store::validate,
                "ACCEPTED");
        List<RetailMonth.Order> left =
                month.orders().stream().filter(order -> !order.cancelled()).toList();
        inBatches(
                left,
                order -> "{\"orderReference\":\"%s\",\"action\":\"APPROVE\"}".formatted(order.reference()),
                store::validate,
                "ACCEPTED");

        BigDecimal commission = sum(left, RetailMonth.Order::commission);
        awaitPending(shopper, sum(left, RetailMonth.Order::cashback));
        awaitTotals(platform, staff, slug, left);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        JsonNode statement = platform.api()
                .post(
                        "/api/v1/admin/statements",
                        staff.token(),
                        "{\"partnerId\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}"
                                .formatted(partnerId, today.minusDays(1), today))
                .expect(201)
                .json();
        assertEquals(
                commission.toPlainString(),
                statement.path("total").path("amount").asText());
        assertEquals(left.size(), statement.path("transactions").asInt());
        JsonNode proof = platform.api()
                .get("/api/v1/admin/ledger/proof", staff.token())
                .expect(200)
                .json();
        assertTrue(proof.path("balanced").asBoolean(), proof::toString);
    }

    private static void awaitTotals(Platform platform, Staff staff, String slug, List<RetailMonth.Order> left) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        eventually(
                "the statistics",
                () -> platform.api()
                        .get(
                                "/api/v1/admin/stats/totals?from=%s&to=%s&store=%s"
                                        .formatted(today.minusDays(1), today.plusDays(1), slug),
                                staff.token())
                        .expect(200)
                        .json(),
                seen -> amountIs(seen, "saleAmounts", sum(left, RetailMonth.Order::value))
                        && amountIs(seen, "commissions", sum(left, RetailMonth.Order::commission))
                        && amountIs(seen, "cashbacks", sum(left, RetailMonth.Order::cashback))
                        && seen.path("approved").asInt() == left.size());
    }

    private static boolean amountIs(JsonNode totals, String name, BigDecimal expected) {
        JsonNode amounts = totals.path(name);
        return amounts.size() == 1 && amounts.path(0).path("amount").asText().equals(expected.toPlainString());
    }

    private static void awaitPending(Shopper shopper, BigDecimal expected) {
        shopper.awaitWallet(expected.toPlainString(), "0.00", "0.00", "0.00");
    }

    private static BigDecimal sum(List<RetailMonth.Order> orders, Function<RetailMonth.Order, BigDecimal> part) {
        return orders.stream().map(part).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }

    private static void inBatches(
            List<RetailMonth.Order> orders,
            Function<RetailMonth.Order, String> json,
            Function<String, JsonNode> send,
            String outcome) {
        for (int from = 0; from < orders.size(); from += BATCH) {
            List<RetailMonth.Order> batch = orders.subList(from, Math.min(from + BATCH, orders.size()));
            JsonNode results =
                    send.apply("[" + String.join(",", batch.stream().map(json).toList()) + "]");
            assertEquals(batch.size(), results.size());
            results.forEach(
                    result -> assertEquals(outcome, result.path("outcome").asText(), result::toString));
        }
    }
}
