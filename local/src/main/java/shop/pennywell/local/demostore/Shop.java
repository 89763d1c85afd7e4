package shop.pennywell.local.demostore;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A demo partner store, as {@code seed/shops.json} describes it.
 *
 * @param path where it lives on the demo store's port; empty for the main one
 * @param clickParameter the name under which it wants the click id
 * @param feed the file with its articles, in Google's product feed format
 * @param rates as the admin API takes them, but without the date from which they hold
 */
public record Shop(
        String slug,
        String name,
        String tagline,
        String description,
        String path,
        String currency,
        String country,
        List<String> markets,
        List<String> categories,
        String clickParameter,
        int daysToConfirm,
        String feed,
        List<Map<String, String>> rates) {

    /** All of them; the first is the one that the README walks through. */
    public static List<Shop> all() {
        try (InputStream file = resource("shops.json")) {
            return new ObjectMapper().readValue(file, new TypeReference<List<Shop>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The feed file, with links to this shop at the demo store's address. */
    public String feedFor(String demoStoreUrl) {
        return feedTemplate().replace("{shop}", demoStoreUrl + path);
    }

    private String feedTemplate() {
        try (InputStream file = resource(feed)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By SKU, in the feed's order. */
    Map<String, Article> articles() {
        Map<String, Article> articles = new LinkedHashMap<>();
        feedTemplate().lines().skip(1).forEach(line -> {
            String[] columns = line.split("\t", -1);
            String[] type = columns[8].split(" > ", 2);
            BigDecimal price = new BigDecimal(columns[5].split(" ")[0]);
            articles.put(
                    columns[0], new Article(columns[0], columns[1], columns[2], price, type[0], type[1], columns[9]));
        });
        return articles;
    }

    private static InputStream resource(String name) throws IOException {
        InputStream file = Shop.class.getResourceAsStream("/seed/" + name);
        if (file == null) {
            throw new IOException("The seed file " + name + " is missing");
        }
        return file;
    }
}
