package shop.pennywell.local.demostore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SeedFilesTest {
    @Test
    void everyArticleHasARateAndAPrice() {
        for (Shop shop : Shop.all()) {
            Set<String> groups = new HashSet<>();
            shop.rates().forEach(rate -> groups.add(rate.get("group")));
            assertTrue(groups.contains("DEFAULT"), shop.slug());
            shop.articles().values().forEach(article -> {
                assertTrue(groups.contains(article.group()), article::toString);
                assertTrue(article.price().signum() > 0, article::toString);
                assertEquals(2, article.price().scale(), article::toString);
            });
        }
    }

    @Test
    void theFirstShopSellsTheArticlesOfTheRealGiftShop() {
        Shop shop = Shop.all().get(0);
        assertEquals(600, shop.articles().size());
        assertEquals(
                "White Hanging Heart T-Light Holder",
                shop.articles().get("85123A").title());
    }

    @Test
    void linksOfAFeedLeadToTheDemoStore() {
        for (Shop shop : Shop.all()) {
            List<String> lines =
                    shop.feedFor("http://localhost:1234").lines().skip(1).toList();
            assertEquals(shop.articles().size(), lines.size(), "ids are unique");
            lines.forEach(line -> {
                assertTrue(line.contains("\thttp://localhost:1234" + shop.path() + "/products/"), line);
                assertFalse(line.contains("{"), line);
            });
        }
    }

    @Test
    void theOrderStreamHasOrdersAndCancellations() throws IOException {
        Set<String> invoices = new HashSet<>();
        try (BufferedReader file = new BufferedReader(
                new InputStreamReader(Shop.class.getResourceAsStream("/seed/orders.csv"), StandardCharsets.UTF_8))) {
            assertEquals(
                    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
                    file.readLine());
            file.lines().forEach(line -> invoices.add(line.substring(0, line.indexOf(','))));
        }
        assertEquals(300, invoices.size());
        assertEquals(
                77, invoices.stream().filter(number -> number.startsWith("C")).count());
    }
}
