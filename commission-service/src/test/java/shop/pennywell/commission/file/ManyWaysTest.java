package shop.pennywell.commission.file;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import shop.pennywell.commission.TestShop;
import shop.pennywell.commission.fileformat.FileFormat;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.commission.TestShop.item;
import static shop.pennywell.commission.TestShop.order;
import static shop.pennywell.commission.file.HandedIn.csv;
import static shop.pennywell.commission.file.HandedIn.done;
import static shop.pennywell.commission.file.HandedIn.jsonLines;

/** By whatever way an order comes, it is the same order. */
@Tag("slow")
@QuarkusTest
class ManyWaysTest {
    private static final String HEADER =
            "clickId,orderReference,orderedAt,currency,customer,voucherCode,item,sku,name,group,quantity,amount\n";

    @Test
    void anOrderThatComesByApiPostbackAndFileAtOnceCountsOnce() throws Exception {
        // Given sixty orders
        TestShop shop = TestShop.open();
        String click = shop.click(UUID.randomUUID());
        List<Map<String, Object>> orders = IntStream.range(0, 60)
                .mapToObj(i -> order(click, "W-" + i, item("ORDER", "DEFAULT", 1, "10.00")))
                .toList();

        // When each is sent by every way, twice, in another order each time, all at the same time
        Random random = new Random(42);
        List<Callable<Integer>> sendings = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            // The very same postback again would be refused as replayed.
            int ago = 100 * i;
            List<Map<String, Object>> file = shuffled(orders, random);
            List<Map<String, Object>> rows = shuffled(orders, random);
            sendings.add(
                    () -> done(shop, jsonLines(shop, "orders", file)).extract().path("accepted"));
            sendings.add(() -> done(
                            shop,
                            csv(
                                    shop,
                                    "orders",
                                    HEADER
                                            + rows.stream()
                                                    .map(ManyWaysTest::rows)
                                                    .collect(Collectors.joining())))
                    .extract()
                    .path("accepted"));
            for (List<Map<String, Object>> batch : List.of(shuffled(orders, random), shuffled(orders, random))) {
                sendings.add(
                        () -> accepted(shop.report(batch.toArray()).jsonPath().getList("results.outcome")));
            }
            List<Map<String, Object>> calls = shuffled(orders, random);
            sendings.add(() -> accepted(
                    calls.stream().map(order -> postback(shop, order, ago)).toList()));
        }
        ExecutorService senders = Executors.newFixedThreadPool(sendings.size());
        int accepted = 0;
        for (Future<Integer> sending : senders.invokeAll(sendings)) {
            accepted += sending.get();
        }
        senders.shutdown();

        // Then
        assertEquals(60, accepted);
        assertEquals(60, (int) shop.partner().get("/api/v1/partner/stats").path("days.orders.sum()"));
    }

    /** Orders good and bad, drawn at random: what the API says of each, a file's errors say too, and what becomes of them is the same. */
    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void aFileHasTheOutcomesOfTheApi(FileFormat format) {
        long seed = System.nanoTime();
        TestShop byApi = TestShop.open();
        TestShop byFile = TestShop.open();
        List<Map<String, Object>> forApi = drawn(new Random(seed), byApi.click(UUID.randomUUID()));
        List<Map<String, Object>> forFile = drawn(new Random(seed), byFile.click(UUID.randomUUID()));

        List<Map<String, Object>> results =
                byApi.report(forApi.toArray()).jsonPath().getList("results");
        String id = format == FileFormat.CSV
                ? csv(
                        byFile,
                        "orders",
                        HEADER + forFile.stream().map(ManyWaysTest::rows).collect(Collectors.joining()))
                : jsonLines(byFile, "orders", forFile);
        Response file = done(byFile, id).extract().response();

        String drawnBy = "seed " + seed;
        assertEquals(count(results, "ACCEPTED"), file.<Integer>path("accepted"), drawnBy);
        assertEquals(count(results, "DUPLICATE"), file.<Integer>path("duplicates"), drawnBy);
        assertEquals(
                results.stream()
                        .filter(result -> result.get("outcome").equals("REJECTED"))
                        .map(ManyWaysTest::why)
                        .toList(),
                file.jsonPath().<Map<String, Object>>getList("errors").stream()
                        .map(ManyWaysTest::why)
                        .toList(),
                drawnBy);
        assertEquals(earned(byApi), earned(byFile), drawnBy);
        assertTrue(earned(byApi).size() > 20, drawnBy);
    }

    /** Without the time of the click, which is another in each shop. */
    private static String why(Map<String, Object> refused) {
        return refused.get("code") + ": " + ((String) refused.get("detail")).replaceAll("the click was at .*", "");
    }

    private static List<Map<String, Object>> drawn(Random random, String click) {
        return IntStream.range(0, 150)
                .mapToObj(i -> {
                    Map<String, Object>[] items = items(random);
                    Map<String, Object> order = new HashMap<>(order(click, "E-" + random.nextInt(120), items));
                    spoil(order, random);
                    return order;
                })
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object>[] items(Random random) {
        return IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> {
                    String group = List.of("DEFAULT", "ELECTRONICS", "CARS").get(random.nextInt(3));
                    String amount = random.nextInt(500) + "." + (10 + random.nextInt(90));
                    Map<String, Object> item =
                            new HashMap<>(item("sku \"" + i + "\", large", group, 1 + random.nextInt(9), amount));
                    switch (random.nextInt(20)) {
                        case 0 -> item.put("quantity", 0);
                        case 1 -> item.put("amount", "1.005");
                        case 2 -> item.put("amount", "-" + amount);
                        case 3 -> item.remove("sku");
                        case 4 -> item.remove("group");
                        case 5 -> item.put("name", "ünï\ncode 😀");
                        default -> {}
                    }
                    return item;
                })
                .toArray(Map[]::new);
    }

    private static void spoil(Map<String, Object> order, Random random) {
        switch (random.nextInt(25)) {
            case 0 -> order.put("currency", "USD");
            case 1 -> order.put("currency", "eur");
            case 2 -> order.put("clickId", "01ARZ3NDEKTSV4RRFFQ69G5FAV");
            case 3 -> order.remove("clickId");
            case 4 -> order.put("orderedAt", "yesterday");
            case 5 -> order.put("orderedAt", "2020-01-01T00:00:00Z");
            case 6 ->
                order.put("orderedAt", Instant.parse("2200-01-01T00:00:00Z").toString());
            case 7 -> order.put("customer", "OLD");
            case 8 -> order.put("voucherCode", "v".repeat(101));
            case 9 -> order.put("orderReference", "r".repeat(101));
            case 10 -> order.put("customer", "NEW");
            default -> {}
        }
    }

    /** As rows of a CSV file. */
    @SuppressWarnings("unchecked")
    private static String rows(Map<String, Object> order) {
        StringBuilder rows = new StringBuilder();
        int number = 1;
        for (Map<String, Object> item : (List<Map<String, Object>>) order.get("items")) {
            Map<String, Object> cells = new LinkedHashMap<>(order);
            cells.putAll(item);
            cells.put("item", number++);
            rows.append(java.util.Arrays.stream(HEADER.strip().split(","))
                            .map(name -> cells.get(name) == null
                                    ? ""
                                    : "\"" + cells.get(name).toString().replace("\"", "\"\"") + "\"")
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return rows.toString();
    }

    /** What every order has come to, by its reference. */
    private static Map<String, String> earned(TestShop shop) {
        Map<String, String> earned = new TreeMap<>();
        List<Map<String, Object>> all = shop.partner()
                .get("/api/v1/partner/transactions?limit=100")
                .jsonPath()
                .getList("items");
        all.forEach(order -> earned.put(
                (String) order.get("orderReference"),
                order.get("orderValue") + " " + order.get("commission") + " " + order.get("customer") + " "
                        + order.get("items")));
        return earned;
    }

    private static int count(List<Map<String, Object>> results, String outcome) {
        return (int) results.stream()
                .filter(result -> result.get("outcome").equals(outcome))
                .count();
    }

    private static int accepted(List<String> outcomes) {
        assertEquals(60, outcomes.size());
        assertEquals(60, Collections.frequency(outcomes, "ACCEPTED") + Collections.frequency(outcomes, "DUPLICATE"));
        return Collections.frequency(outcomes, "ACCEPTED");
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static String postback(TestShop shop, Map<String, Object> order, int secondsAgo) {
        TreeMap<String, String> query = new TreeMap<>(Map.of(
                "click",
                (String) order.get("clickId"),
                "order",
                (String) order.get("orderReference"),
                "amount",
                "10.00",
                "currency",
                "EUR",
                "ts",
                Long.toString(Instant.now().getEpochSecond() - secondsAgo)));
        String signed = query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(shop.postbackSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            query.put("sig", HexFormat.of().formatHex(hmac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
        return given().queryParams(query).get("/s2s/" + shop.postbackKey).path("outcome");
    }
}
