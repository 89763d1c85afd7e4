package shop.pennywell.portal.offer;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import shop.pennywell.defaults.money.Money;

/** Makes offers of rows: which column means what in each format, and what a product must have. */
final class OfferReader {

    private static final int MAX_ID = 200;
    private static final int MAX_TITLE = 500;
    private static final int MAX_DESCRIPTION = 5_000;
    private static final int MAX_NAME = 100;
    private static final int MAX_URL = 2_000;
    private static final Pattern NOT_AVAILABLE =
            Pattern.compile("out[ _-]of[ _-]stock|discontinued|sold[ _-]out|0|no|false|draft|archived");
    private static final Pattern GTIN = Pattern.compile("[0-9]{8,14}");
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_.-]{1,50}");

    private final FeedFormat format;
    private final OfferFile.Terms terms;

    OfferReader(FeedFormat format, OfferFile.Terms terms) {
        this.format = format;
        this.terms = terms;
    }

    /** Null for a row that is no product of its own, such as a further picture in Shopify's export. */
    Offer read(Row row) throws RowRejected {
        return switch (format) {
            case GOOGLE_TSV, GOOGLE_XML -> google(row);
            case AWIN_CSV -> awin(row);
            case SHOPIFY_CSV -> shopify(row);
        };
    }

    /** <a href="https://support.google.com/merchants/answer/7052112">Google's product data specification</a>. */
    private Offer google(Row row) throws RowRejected {
        Money full = price(row, "price");
        Money sale = row.first("sale_price") == null ? null : price(row, "sale_price");
        return offer(
                row,
                required(row, "id"),
                required(row, "title"),
                required(row, "link"),
                row.first("image_link"),
                row.first("product_type", "google_product_category"),
                full,
                sale,
                row.first("availability"));
    }

    /** Awin's own deep link carries its click reference: the store's link is the one to send members to. */
    private Offer awin(Row row) throws RowRejected {
        String priceColumn = row.first("search_price") != null ? "search_price" : "store_price";
        String currency = row.first("currency");
        Money now =
                Prices.read(priceColumn, required(row, priceColumn), currency == null ? terms.currency() : currency);
        String before = row.first("product_price_old", "rrp_price");
        Money old = null;
        if (before != null) {
            try {
                old = Prices.read("product_price_old", before, now.currencyCode());
            } catch (RowRejected noReduction) {
                old = null;
            }
        }
        return offer(
                row,
                required(row, "merchant_product_id", "aw_product_id"),
                required(row, "product_name"),
                required(row, "merchant_deep_link"),
                row.first("merchant_image_url", "aw_image_url"),
                row.first("merchant_category", "category_name"),
                old == null ? now : old,
                old == null ? null : now,
                row.first("in_stock"));
    }

    /** One row a variant or picture; the first row of a handle has the title and stands for the product. */
    private Offer shopify(Row row) throws RowRejected {
        String handle = required(row, "handle", "url_handle");
        if (row.first("title") == null) {
            return null;
        }
        Money now = price(row, "variant_price", "price");
        String before = row.first("variant_compare_at_price", "compare-at_price");
        Money old = before == null ? null : Prices.read("Variant Compare At Price", before, terms.currency());
        String link = terms.shopUrl() + "/products/"
                + URLEncoder.encode(handle, StandardCharsets.UTF_8).replace("+", "%20");
        return offer(
                row,
                handle,
                required(row, "title"),
                link,
                row.first("image_src", "product_image_url"),
                row.first("type", "product_category"),
                old == null ? now : old,
                old == null ? null : now,
                "false".equalsIgnoreCase(row.first("published")) ? "draft" : row.first("status"));
    }

    private Offer offer(
            Row row,
            String id,
            String title,
            String link,
            String image,
            String category,
            Money full,
            Money reduced,
            String availability)
            throws RowRejected {
        boolean reduction =
                reduced != null && reduced.currency().equals(full.currency()) && reduced.compareTo(full) < 0;
        Money price = reduced == null ? full : reduced;
        String available = availability == null ? "" : availability.toLowerCase(Locale.ROOT);
        String gtin = row.first("gtin", "ean", "product_gtin", "variant_barcode");
        String group = row.first("commission_group");
        return new Offer(
                limited("id", PlainText.line(id), MAX_ID),
                limited("title", PlainText.line(title), MAX_TITLE),
                PlainText.cut(
                        PlainText.body(row.first("description", "body_(html)", "product_short_description")),
                        MAX_DESCRIPTION),
                PlainText.cut(PlainText.line(row.first("brand", "brand_name", "vendor")), MAX_NAME),
                topmost(category),
                ownLink(link),
                image(image),
                price,
                reduction ? full : null,
                group != null && GROUP.matcher(group).matches() ? group : null,
                gtin != null && GTIN.matcher(gtin).matches() ? gtin : null,
                !NOT_AVAILABLE.matcher(available).matches());
    }

    private Money price(Row row, String... names) throws RowRejected {
        return Prices.read(names[0], required(row, names), terms.currency());
    }

    private static String required(Row row, String... names) throws RowRejected {
        String value = row.first(names);
        if (value == null || PlainText.line(value).isEmpty()) {
            throw new RowRejected("missing-field", "%s is missing.".formatted(names[0]));
        }
        return value;
    }

    private static String limited(String field, String value, int max) throws RowRejected {
        if (value.length() > max) {
            throw new RowRejected("field-too-long", "%s has more than %d characters.".formatted(field, max));
        }
        return value;
    }

    private String ownLink(String link) throws RowRejected {
        String address = link.replace(" ", "%20").replace("|", "%7C");
        if (address.length() > MAX_URL) {
            throw new RowRejected("field-too-long", "link has more than %d characters.".formatted(MAX_URL));
        }
        if (!isWeb(address)) {
            throw new RowRejected("link-invalid", "link is not an http or https address.");
        }
        if (!terms.ownLink().test(address)) {
            throw new RowRejected("link-not-allowed", "link is not on one of the store's domains.");
        }
        return address;
    }

    /** A picture that cannot be shown is none: the product is still worth finding. */
    private static String image(String link) {
        String address = link == null ? "" : link.replace(" ", "%20");
        return address.length() <= MAX_URL && isWeb(address) ? address : null;
    }

    private static boolean isWeb(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException broken) {
            return false;
        }
    }

    /** {@code Home > Decoration > Candles} is in Home; a bare number of Google's taxonomy says nothing to a reader. */
    private static String topmost(String category) {
        String path = PlainText.body(category);
        if (path == null || path.matches("[0-9]+")) {
            return null;
        }
        return PlainText.cut(path.split("[>|]", 2)[0].strip(), MAX_NAME);
    }
}
