package shop.pennywell.commission.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.pennywell.commission.NetworkName;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Word for word what a browser is sent to. */
class NetworkLinkTest {
    private static final String CLICK = "01J9Z6Y7QK3V5N8M2T4R6W8X0C";

    private static final NetworkLink AWIN = link(NetworkName.AWIN, "1001", "123456", null, null, null);
    private static final NetworkLink CJ = link(NetworkName.CJ, null, "7654321", "11223344", null, null);
    private static final NetworkLink RAKUTEN = link(NetworkName.RAKUTEN, "24513", "lMh2/iq9x*0", null, null, null);
    private static final NetworkLink IMPACT =
            link(NetworkName.IMPACT, "4321", "1234567", "654321", null, "brand.pxf.io");
    private static final NetworkLink PARTNERIZE = link(NetworkName.PARTNERIZE, null, null, null, "1101l3ofu", null);
    private static final NetworkLink TRADEDOUBLER =
            link(NetworkName.TRADEDOUBLER, "310409", "982247", null, null, null);
    private static final NetworkLink ADMITAD =
            link(NetworkName.ADMITAD, null, null, null, "9a03752bb275478cca00463f97455a", null);
    private static final List<NetworkLink> ALL = List.of(AWIN, CJ, RAKUTEN, IMPACT, PARTNERIZE, TRADEDOUBLER, ADMITAD);

    /** Query, umlauts, escapes, plus, fragment, and a parameter that is called like the network's own. */
    private static final String LANDING =
            "https://www.bücher.example/Krimis/50%25?q=a+b%20c&clickref=old&sid=1&u=https://x.example/?y=z#Käse;a";

    private static final String INSIDE = "https%3A%2F%2Fwww.xn--bcher-kva.example%2FKrimis%2F50%2525"
            + "%3Fq%3Da%2Bb%2520c%26clickref%3Dold%26sid%3D1%26u%3Dhttps%3A%2F%2Fx.example%2F%3Fy%3Dz%23K%25C3%25A4se%3Ba";

    @Test
    void leavesByAwin() {
        assertEquals(
                "https://www.awin1.com/cread.php?awinmid=1001&awinaffid=123456&clickref=01J9Z6Y7QK3V5N8M2T4R6W8X0C&ued="
                        + INSIDE,
                to(AWIN));
    }

    @Test
    void leavesByCj() {
        assertEquals(
                "https://www.anrdoezrs.net/click-7654321-11223344?sid=01J9Z6Y7QK3V5N8M2T4R6W8X0C&url=" + INSIDE,
                to(CJ));
        assertEquals(
                "https://www.tkqlhce.com/click-7654321-11223344?sid=01J9Z6Y7QK3V5N8M2T4R6W8X0C&url=" + INSIDE,
                to(at(CJ, "www.tkqlhce.com")));
    }

    @Test
    void leavesByRakuten() {
        assertEquals(
                "https://click.linksynergy.com/deeplink?id=lMh2%2Fiq9x%2A0&mid=24513&murl=" + INSIDE
                        + "&u1=01J9Z6Y7QK3V5N8M2T4R6W8X0C",
                to(RAKUTEN));
    }

    @Test
    void leavesByImpact() {
        assertEquals(
                "https://brand.pxf.io/c/1234567/654321/4321?subId1=01J9Z6Y7QK3V5N8M2T4R6W8X0C&u=" + INSIDE, to(IMPACT));
    }

    @Test
    void leavesByPartnerize() {
        assertEquals(
                "https://prf.hn/click/camref:1101l3ofu/pubref:01J9Z6Y7QK3V5N8M2T4R6W8X0C/destination:" + INSIDE,
                to(PARTNERIZE));
        assertEquals(
                "https://brand.prf.hn/click/camref:1101l3ofu/pubref:01J9Z6Y7QK3V5N8M2T4R6W8X0C/destination:" + INSIDE,
                to(at(PARTNERIZE, "brand.prf.hn")));
    }

    @Test
    void leavesByTradedoubler() {
        assertEquals(
                "https://clk.tradedoubler.com/click?p=310409&a=982247&epi=01J9Z6Y7QK3V5N8M2T4R6W8X0C&url=" + INSIDE,
                to(TRADEDOUBLER));
        assertEquals(
                "https://clkde.tradedoubler.com/click?p=310409&a=982247&epi=01J9Z6Y7QK3V5N8M2T4R6W8X0C&url=" + INSIDE,
                to(at(TRADEDOUBLER, "clkde.tradedoubler.com")));
    }

    @Test
    void leavesByAdmitad() {
        assertEquals(
                "https://ad.admitad.com/goto/9a03752bb275478cca00463f97455a/?subid=01J9Z6Y7QK3V5N8M2T4R6W8X0C&ulp="
                        + INSIDE,
                to(ADMITAD));
    }

    /** As in the answers of the networks' own link builders. */
    @Test
    void looksLikeTheNetworksOwnLinks() {
        assertEquals(
                "https://www.awin1.com/cread.php?awinmid=1001&awinaffid=123456&clickref=A"
                        + "&ued=https%3A%2F%2Fwww.bookshop.example%2Fpaperbacks",
                AWIN.to(LandingUrl.parse("https://www.bookshop.example/paperbacks"), "A"));
        assertEquals(
                "https://brand.pxf.io/c/1234567/654321/4321?subId1=A&u=https%3A%2F%2Fwww.bookshop.example%2Fproducts%2F42",
                IMPACT.to(LandingUrl.parse("https://www.bookshop.example/products/42"), "A"));
        assertEquals(
                "https://ad.admitad.com/goto/9a03752bb275478cca00463f97455a/?subid=A"
                        + "&ulp=https%3A%2F%2Fwww.examplebooks.test%2Fproduct%2F123",
                ADMITAD.to(LandingUrl.parse("https://www.examplebooks.test/product/123"), "A"));
    }

    @Test
    void namesTheParameterThatTheClickIdComesBackIn() {
        assertEquals(
                List.of("clickref", "sid", "u1", "subId1", "pubref", "epi", "subid"),
                ALL.stream().map(NetworkLink::clickParameter).toList());
        for (NetworkLink link : ALL) {
            String separator = link.network() == NetworkName.PARTNERIZE ? ":" : "=";
            assertTrue(to(link).contains(link.clickParameter() + separator + CLICK), to(link));
        }
    }

    /** Read back by an independent parser: the network hands on what we were asked for, and nothing of it is the network's. */
    @Property(tries = 2000)
    void everyNetworkHandsOnTheLandingAsItWas(@ForAll("landings") String address) {
        LandingUrl landing = LandingUrl.parse(address);
        for (NetworkLink link : ALL) {
            URI sent = URI.create(link.to(landing, CLICK));
            String inside = link.network() == NetworkName.PARTNERIZE
                    ? sent.getRawPath().substring(sent.getRawPath().lastIndexOf(':') + 1)
                    : parameter(
                            sent,
                            Map.of(
                                            NetworkName.AWIN, "ued",
                                            NetworkName.CJ, "url",
                                            NetworkName.RAKUTEN, "murl",
                                            NetworkName.IMPACT, "u",
                                            NetworkName.TRADEDOUBLER, "url",
                                            NetworkName.ADMITAD, "ulp")
                                    .get(link.network()));
            assertEquals(landing.toString(), URLDecoder.decode(inside, StandardCharsets.UTF_8));
            assertTrue(HOSTS.contains(sent.getHost()), () -> sent.toString());
            assertEquals(null, sent.getRawFragment());
        }
    }

    private static final Set<String> HOSTS = Set.of(
            "www.awin1.com",
            "www.anrdoezrs.net",
            "click.linksynergy.com",
            "brand.pxf.io",
            "prf.hn",
            "clk.tradedoubler.com",
            "ad.admitad.com");

    @Provide
    Arbitrary<String> landings() {
        return Arbitraries.of(
                        "/",
                        "a",
                        "ü",
                        "%20",
                        "%",
                        "+",
                        "&",
                        "=",
                        "?",
                        "#",
                        "clickref=",
                        "u=",
                        "url=",
                        "epi",
                        "(",
                        ")",
                        "/destination:",
                        ":",
                        "@",
                        ";",
                        ",",
                        "'",
                        "\"",
                        "<",
                        "|",
                        "[",
                        "]",
                        "*",
                        "~",
                        "日本",
                        "😀")
                .list()
                .ofMaxSize(12)
                .map(parts -> "https://shop.example/" + String.join("", parts));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            AWIN,         -,    1, -, -,   -,                    advertiserId
            AWIN,         1,    -, -, -,   -,                    publisherId
            AWIN,         1a,   1, -, -,   -,                    advertiserId
            AWIN,         1&x=2,1, -, -,   -,                    advertiserId
            AWIN,         1,    1, 1, -,   -,                    adId
            AWIN,         1,    1, -, abc, -,                    code
            AWIN,         1,    1, -, -,   www.awin1.com,        host
            CJ,           -,    1, -, -,   -,                    adId
            CJ,           1,    1, 1, -,   -,                    advertiserId
            CJ,           -,    1, 1, -,   www.evil.example,     host
            CJ,           -,    1, 1, -,   anrdoezrs.net,        host
            RAKUTEN,      1,    1, -, -,   -,                    publisherId
            RAKUTEN,      1,    aaaaaaaaaa&, -, -, -,            publisherId
            IMPACT,       1,    1, 1, -,   -,                    host
            IMPACT,       1,    1, 1, -,   localhost,            host
            IMPACT,       1,    1, 1, -,   127.0.0.1,            host
            IMPACT,       1,    1, 1, -,   brand.pxf.io:8080,    host
            IMPACT,       1,    1, 1, -,   brand.pxf.io/x,       host
            IMPACT,       1,    1, 1, -,   me@brand.pxf.io,      host
            IMPACT,       1,    1, -, -,   brand.pxf.io,         adId
            PARTNERIZE,   -,    -, -, a/b, -,                    code
            PARTNERIZE,   -,    -, -, a:b, -,                    code
            PARTNERIZE,   1,    -, -, abc, -,                    advertiserId
            PARTNERIZE,   -,    -, -, abc, prf.hn.evil.example,  host
            PARTNERIZE,   -,    -, -, abc, evilprf.hn,           host
            TRADEDOUBLER, 1,    1, -, -,   www.tradedoubler.com, host
            TRADEDOUBLER, 1,    -, -, -,   -,                    publisherId
            ADMITAD,      -,    -, -, -,   -,                    code
            ADMITAD,      -,    -, -, abc, evil,                 host
            """)
    void saysWhatALinkLacks(
            NetworkName network,
            String advertiser,
            String publisher,
            String ad,
            String code,
            String host,
            String part) {
        assertEquals(
                List.of(part),
                List.copyOf(link(network, advertiser, publisher, ad, code, host)
                        .faults()
                        .keySet()));
    }

    @Test
    void findsNoFaultWithGoodLinks() {
        List<NetworkLink> good = new ArrayList<>(ALL);
        good.add(at(CJ, "www.jdoqocy.com"));
        good.add(at(PARTNERIZE, "prf.hn"));
        good.add(at(TRADEDOUBLER, "clkuk.tradedoubler.com"));
        good.add(at(IMPACT, "goto.brand.co.uk"));
        good.add(at(ADMITAD, "xn--bcher-kva.example"));

        good.forEach(link -> assertEquals(Map.of(), link.faults(), link.toString()));
    }

    private static String to(NetworkLink link) {
        return link.to(LandingUrl.parse(LANDING), CLICK);
    }

    private static String parameter(URI uri, String name) {
        List<String> values = new ArrayList<>();
        for (String pair : uri.getRawQuery().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                values.add(pair.substring(name.length() + 1));
            }
        }
        assertEquals(1, values.size(), uri.toString());
        return values.get(0);
    }

    private static NetworkLink at(NetworkLink link, String host) {
        return link(link.network(), link.advertiserId(), link.publisherId(), link.adId(), link.code(), host);
    }

    private static NetworkLink link(
            NetworkName network, String advertiser, String publisher, String ad, String code, String host) {
        return new NetworkLink(network, advertiser, publisher, ad, code, host);
    }
}
