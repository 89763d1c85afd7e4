package shop.pennywell.portal.offer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OfferFileTest {

    private static final String TSV_HEADER = "id\ttitle\tlink\tprice\tbrand\n";

    @Test
    void readsGoogleTsvByItsHeaderWhateverTheOrder() throws Exception {
        Read read = read(FeedFormat.GOOGLE_TSV, """
                Price\tID\tTitle\tLink\timage link\tproduct type\tavailability\tgtin\tbrand\tdescription\tcommission_group
                12.50 GBP\tA1\tCandle "No. 5"\thttps://shop.example/a1\thttps://img.example/a.jpg\tHome > Candles\tin_stock\t5012345678900\tAcme\tWarm <b>light</b> &amp; calm\tHOME
                """);

        Offer offer = read.offers.get(0);
        assertEquals("A1", offer.externalId());
        assertEquals("Candle \"No. 5\"", offer.title());
        assertEquals("12.50 GBP", offer.price().toString());
        assertEquals("Home", offer.category());
        assertEquals("Acme", offer.brand());
        assertEquals("Warm light & calm", offer.description());
        assertEquals("5012345678900", offer.gtin());
        assertEquals("HOME", offer.commissionGroup());
        assertTrue(offer.available());
        assertNull(offer.listPrice());
        assertEquals(List.of(), read.errors);
    }

    @Test
    void reportsEachBrokenRowWithItsLineAndKeepsTheGoodOnes() throws Exception {
        Read read = read(
                FeedFormat.GOOGLE_TSV,
                TSV_HEADER
                        + "1\tGood\thttps://shop.example/1\t1.00 GBP\tb\n"
                        + "2\tNo price\thttps://shop.example/2\t\tb\n"
                        + "3\tText as price\thttps://shop.example/3\tcheap\tb\n"
                        + "4\tFree\thttps://shop.example/4\t0.00 GBP\tb\n"
                        + "\n"
                        + "6\tMade-up money\thttps://shop.example/6\t1.00 QQQ\tb\n"
                        + "7\tElsewhere\thttps://evil.example/7\t1.00 GBP\tb\n"
                        + "8\tScript\tjavascript:alert(1)\t1.00 GBP\tb\n"
                        + "9\tToo\tmany\tcolumns\there\tindeed\n"
                        + "10\tThree decimals\thttps://shop.example/10\t1.005 GBP\tb\n"
                        + "11\tTricky\thttps://shop.example@evil.example/\t1.00 GBP\tb\n"
                        + "12\tGood\thttps://www.shop.example/12\t2 GBP\tb\n");

        assertEquals(List.of("1", "12"), read.ids());
        assertEquals(
                List.of(
                        "3 missing-field",
                        "4 price-invalid",
                        "5 price-invalid",
                        "7 currency-unknown",
                        "8 link-not-allowed",
                        "9 link-invalid",
                        "10 malformed-row",
                        "11 price-invalid",
                        "12 link-not-allowed"),
                read.errors);
    }

    @Test
    void aStrayQuoteSpoilsOneRowOnly() throws Exception {
        Read read = read(FeedFormat.AWIN_CSV, """
                merchant_product_id,product_name,merchant_deep_link,search_price,currency
                1,"Lamp, large",https://shop.example/1,5.00,GBP
                2,"Never closed,https://shop.example/2,5.00,GBP
                3,"Lamp, small",https://shop.example/3,5.00,GBP
                4,12" ruler,https://shop.example/4,5.00,GBP
                5,"Two
                lines",https://shop.example/5,5.00,GBP
                6,"Says ""hello\""",https://shop.example/6,5.00,GBP
                """);

        assertEquals(List.of("1", "3", "4", "5", "6"), read.ids());
        assertEquals("12\" ruler", read.offers.get(2).title());
        assertEquals("Two lines", read.offers.get(3).title());
        assertEquals("Says \"hello\"", read.offers.get(4).title());
        assertEquals(List.of("3 missing-field"), read.errors);
    }

    @Test
    void readsAwinWithTheStoresLinkAndTheOldPrice() throws Exception {
        Read read = read(FeedFormat.AWIN_CSV, """
                aw_deep_link,product_name,aw_product_id,merchant_product_id,merchant_image_url,description,merchant_category,search_price,currency,merchant_deep_link,in_stock,brand_name,product_price_old
                https://www.awin1.com/pclick.php?p=1,Lamp,900,L-1,https://img.example/l.jpg,Bright,Lighting,20.00,EUR,https://shop.example/l,0,Lux,25.00
                """);

        Offer offer = read.offers.get(0);
        assertEquals("L-1", offer.externalId());
        assertEquals("https://shop.example/l", offer.link());
        assertEquals("20.00 EUR", offer.price().toString());
        assertEquals("25.00 EUR", offer.listPrice().toString());
        assertEquals("Lighting", offer.category());
        assertEquals(false, offer.available());
    }

    @Test
    void readsShopifysExportAsOneOfferAHandle() throws Exception {
        Read read = read(FeedFormat.SHOPIFY_CSV, """
                Handle,Title,Body (HTML),Vendor,Type,Published,Variant Price,Variant Compare At Price,Image Src,Status
                red-mug,Red Mug,"<p>Holds <em>tea</em>.</p>",Potters,Mugs,true,8.00,10.00,https://cdn.example/1.jpg,active
                red-mug,,,,,,9.00,,https://cdn.example/2.jpg,
                blue-mug,Blue Mug,,Potters,Mugs,true,7.00,,,draft
                """);

        assertEquals(List.of("red-mug", "blue-mug"), read.ids());
        assertEquals("https://shop.example/products/red-mug", read.offers.get(0).link());
        assertEquals("Holds tea .", read.offers.get(0).description());
        assertEquals("8.00 GBP", read.offers.get(0).price().toString());
        assertEquals("10.00 GBP", read.offers.get(0).listPrice().toString());
        assertEquals(false, read.offers.get(1).available());
        assertEquals(List.of(), read.errors);
    }

    @Test
    void readsGoogleXmlWithAPrefixThatIsDeclaredNowhere() throws Exception {
        Read read = read(FeedFormat.GOOGLE_XML, """
                <?xml version="1.0"?>
                <rss version="2.0"><channel><title>Shop</title>
                <item>
                  <g:id>1</g:id><title><![CDATA[Tea & <b>cake</b>]]></title><link>https://shop.example/1</link>
                  <g:price>5.00 GBP</g:price><g:sale_price>4.00 GBP</g:sale_price>
                  <g:shipping><g:country>GB</g:country><g:price>99.00 GBP</g:price></g:shipping>
                </item>
                <item><g:id>2</g:id><title>No price</title><link>https://shop.example/2</link></item>
                <entry><g:id>3</g:id><title>Atom</title><link href="https://shop.example/3"/><g:price>1,299.00</g:price></entry>
                </channel></rss>
                """);

        assertEquals(List.of("1", "3"), read.ids());
        assertEquals("Tea & <b>cake</b>", read.offers.get(0).title());
        assertEquals("4.00 GBP", read.offers.get(0).price().toString());
        assertEquals("5.00 GBP", read.offers.get(0).listPrice().toString());
        assertEquals("1299.00 GBP", read.offers.get(1).price().toString());
        assertEquals(List.of("8 missing-field"), read.errors);
    }

    @Test
    void neverOpensAnExternalEntity() throws IOException {
        java.nio.file.Path secret = java.nio.file.Files.createTempFile("secret", ".txt");
        java.nio.file.Files.writeString(secret, "do not read me");
        UnreadableFile refused =
                assertThrows(UnreadableFile.class, () -> read(FeedFormat.GOOGLE_XML, """
                <!DOCTYPE rss [<!ENTITY x SYSTEM "%s">]>
                <rss><item><id>1</id><title>&x;</title><link>https://shop.example/1</link><price>1 GBP</price></item></rss>
                """.formatted(secret.toUri())));
        assertEquals("dtd-not-allowed", refused.code());
    }

    @Test
    void refusesXmlThatEndsTooEarlyAndTellsTheLine() {
        UnreadableFile refused = assertThrows(
                UnreadableFile.class, () -> read(FeedFormat.GOOGLE_XML, "<rss>\n<item>\n<id>1</id>\n<title>Half"));
        assertEquals("malformed-file", refused.code());
        assertTrue(refused.line() >= 4, "line " + refused.line());
    }

    @Test
    void refusesAnEmptyFileAndOneWithoutHeader() {
        assertEquals(
                "header-missing",
                assertThrows(UnreadableFile.class, () -> read(FeedFormat.GOOGLE_TSV, " \n\n"))
                        .code());
        assertEquals(
                "header-missing",
                assertThrows(UnreadableFile.class, () -> read(FeedFormat.AWIN_CSV, "hello\n"))
                        .code());
    }

    @Test
    void readsByteOrderMarksUtf16AndGzip() throws Exception {
        String file = TSV_HEADER + "1\tMöbel\thttps://shop.example/1\t1.00 GBP\tb\n";
        for (byte[] bytes : List.of(
                bytes("\ufeff" + file, UTF_8), bytes("\ufeff" + file, UTF_16LE), gzipped(file.getBytes(UTF_8)))) {
            Read read = read(FeedFormat.GOOGLE_TSV, new ByteArrayInputStream(bytes));
            assertEquals(List.of("1"), read.ids());
            assertEquals("Möbel", read.offers.get(0).title());
        }
    }

    /** What may be tried again: the file may be perfect, only the network was not. */
    @ParameterizedTest
    @EnumSource(FeedFormat.class)
    void saysThatAFileCouldNotBeFetchedWhateverItsFormat(FeedFormat format) throws IOException {
        byte[] whole = manyRows(format);
        for (byte[] bytes : List.of(whole, gzipped(whole))) {
            for (int read : List.of(0, 1, 5, bytes.length / 2, bytes.length - 1)) {
                IOException failure = assertThrows(IOException.class, () -> read(format, new BreakingOff(bytes, read)));
                assertEquals("connection reset", failure.getMessage());
            }
        }
    }

    /** What never helps to try again. */
    @ParameterizedTest
    @EnumSource(FeedFormat.class)
    void saysThatAnArchiveIsBrokenWhateverItsFormat(FeedFormat format) throws IOException {
        byte[] packed = gzipped(manyRows(format));
        byte[] damaged = packed.clone();
        for (int i = damaged.length / 2; i < damaged.length / 2 + 20; i++) {
            damaged[i] ^= 0x55;
        }
        for (byte[] bytes :
                List.of(damaged, Arrays.copyOf(packed, packed.length / 2), Arrays.copyOf(packed, 5), new byte[] {
                    0x1f, (byte) 0x8b, 99, 0, 0, 0, 0, 0, 0, 0, 0
                })) {
            UnreadableFile failure =
                    assertThrows(UnreadableFile.class, () -> read(format, new ByteArrayInputStream(bytes)));
            assertEquals("malformed-file", failure.code());
        }
    }

    @Test
    void aLineWithoutEndIsOneBadRowAndTakesNoMemory() throws Exception {
        String good = "1\tGood\thttps://shop.example/1\t1.00 GBP\tb\n";
        InputStream endless = new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream((TSV_HEADER + good + "2\t").getBytes(UTF_8)),
                new Repeated('x', 50_000_000),
                new ByteArrayInputStream(("\n" + good.replaceFirst("1", "3")).getBytes(UTF_8)))));

        Read read = read(FeedFormat.GOOGLE_TSV, endless);

        assertEquals(List.of("1", "3"), read.ids());
        assertEquals(List.of("3 malformed-row"), read.errors);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12.50 GBP|12.50 GBP", "12.5|12.50 GBP", "EUR 3|3.00 EUR", "1,299.00 USD|1299.00 USD",
                "1.299,00 EUR|1299.00 EUR", "12,50 EUR|12.50 EUR", "1,299 USD|1299.00 USD", "1200.00 JPY|1200 JPY",
                "0.999 KWD|0.999 KWD", "12.5000 gbp|12.50 GBP", "1'299.50 CHF|1299.50 CHF", "007.00|7.00 GBP"
            })
    void readsPricesAsFilesWriteThem(String text, String price) throws Exception {
        assertEquals(price, Prices.read("price", text, "GBP").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1.00 GBP",
                "1e3 GBP",
                "GBP",
                "12.50 GBP EUR",
                "EUR 12.50 GBP",
                "1.005 GBP",
                "1.50 JPY",
                "NaN",
                "99999999999999999999",
                "1.2.3.4,5,6",
                "１２",
                "12.50 XAU",
                "0"
            })
    void refusesWhatIsNoPrice(String text) {
        assertThrows(RowRejected.class, () -> Prices.read("price", text, "GBP"));
    }

    @Test
    void rejectsWhatIsTooLongAndCutsWhatMayBeCut() throws Exception {
        String longTitle = "t".repeat(501);
        String longBrand = "b".repeat(300);
        Read read = read(
                FeedFormat.GOOGLE_TSV,
                TSV_HEADER
                        + "1\t" + longTitle + "\thttps://shop.example/1\t1.00 GBP\tb\n"
                        + "2\tFine\thttps://shop.example/2\t1.00 GBP\t" + longBrand + "\n");

        assertEquals(List.of("2 field-too-long"), read.errors);
        assertEquals(100, read.offers.get(0).brand().length());
    }

    @Test
    void fingerprintChangesWithEveryField() throws Exception {
        String row = "1\tA\thttps://shop.example/1\t1.00 GBP\tb\n";
        Offer offer = read(FeedFormat.GOOGLE_TSV, TSV_HEADER + row).offers.get(0);
        Offer same = read(FeedFormat.GOOGLE_TSV, TSV_HEADER + row).offers.get(0);
        Offer other = read(FeedFormat.GOOGLE_TSV, TSV_HEADER + row.replace("1.00", "1.01"))
                .offers
                .get(0);

        assertEquals(offer.fingerprint(), same.fingerprint());
        assertNotEquals(offer.fingerprint(), other.fingerprint());
    }

    @Property(tries = 300)
    void noTextWhateverMakesTheReaderFail(
            @ForAll @StringLength(max = 400) @CharRange(from = '\t', to = '\u00ff') String text) throws Exception {
        read(FeedFormat.AWIN_CSV, "merchant_product_id,product_name,merchant_deep_link,search_price\n" + text);
        read(FeedFormat.GOOGLE_TSV, TSV_HEADER + text);
    }

    private static byte[] manyRows(FeedFormat format) {
        StringBuilder file = new StringBuilder(
                switch (format) {
                    case GOOGLE_XML -> "<rss><channel>";
                    case GOOGLE_TSV -> TSV_HEADER;
                    case AWIN_CSV -> "merchant_product_id,product_name,merchant_deep_link,search_price\n";
                    case SHOPIFY_CSV -> "Handle,Title,Variant Price,Body (HTML)\n";
                });
        String row =
                switch (format) {
                    case GOOGLE_XML ->
                        "<item><g:id>%1$d</g:id><title>T%1$d</title><link>https://shop.example/%1$d</link>"
                                + "<g:price>1.00 GBP</g:price></item>\n";
                    case GOOGLE_TSV -> "%1$d\tT%1$d\thttps://shop.example/%1$d\t1.00 GBP\tb\n";
                    case AWIN_CSV -> "%1$d,T%1$d,https://shop.example/%1$d,1.00\n";
                    case SHOPIFY_CSV -> "h%1$d,T%1$d,1.00,text\n";
                };
        for (int i = 0; i < 4_000; i++) {
            file.append(row.formatted(i));
        }
        return file.append(format == FeedFormat.GOOGLE_XML ? "</channel></rss>" : "")
                .toString()
                .getBytes(UTF_8);
    }

    private static byte[] gzipped(byte[] file) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(file);
        }
        return packed.toByteArray();
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }

    private static Read read(FeedFormat format, String text) throws IOException, UnreadableFile {
        return read(format, new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static Read read(FeedFormat format, InputStream in) throws IOException, UnreadableFile {
        Read read = new Read();
        OfferFile.Terms terms = new OfferFile.Terms(
                "GBP", "https://shop.example", link -> link.matches("https?://(www\\.)?shop\\.example/.*"));
        OfferFile.read(format, in, terms, read);
        return read;
    }

    private static final class Read implements OfferFile.Sink {

        final List<Offer> offers = new ArrayList<>();
        final List<String> errors = new ArrayList<>();

        @Override
        public void offer(long line, Offer offer) {
            offers.add(offer);
        }

        @Override
        public void rejected(long line, String code, String detail) {
            errors.add(line + " " + code);
        }

        List<String> ids() {
            return offers.stream().map(Offer::externalId).toList();
        }
    }

    /** Gives so many bytes, and then fails as a broken connection does. */
    private static final class BreakingOff extends InputStream {

        private final InputStream bytes;

        BreakingOff(byte[] bytes, int count) {
            this.bytes = new ByteArrayInputStream(bytes, 0, count);
        }

        @Override
        public int read() throws IOException {
            int next = bytes.read();
            if (next < 0) {
                throw new IOException("connection reset");
            }
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = bytes.read(into, offset, length);
            if (read < 0) {
                throw new IOException("connection reset");
            }
            return read;
        }
    }

    private static final class Repeated extends InputStream {

        private final char character;
        private long left;

        Repeated(char character, long times) {
            this.character = character;
            this.left = times;
        }

        @Override
        public int read() {
            return left-- > 0 ? character : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int count = (int) Math.min(length, Math.max(left, 0));
            java.util.Arrays.fill(bytes, offset, offset + count, (byte) character);
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
