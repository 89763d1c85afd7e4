package shop.pennywell.commission.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import shop.pennywell.commission.NetworkName;

/**
 * How members leave for a store that an affiliate network stands before: by an address of the network, with our click id in the
 * parameter that comes back with every order, and the landing inside, escaped once as a whole (RFC 3986: all but letters, digits and
 * {@code -._~}). The host is the network's and never comes from a request; the landing has been found to be on the store's domains before.
 *
 * <p>Click ids go into the first of each network's parameters, where the reports are read from, and nothing goes into the others. A click id
 * has 26 characters of 0-9A-Z, which every network's limit allows (the shortest known: 30 at CJ and in Admitad's generator).
 *
 * @param advertiserId whom the network knows the store as
 * @param publisherId whom the network knows us as
 * @param adId the creative, where a link is of one
 * @param code what stands for us and the store together, where the network has such a thing
 * @param host where the network has several; without it its usual one
 */
public record NetworkLink(
        NetworkName network, String advertiserId, String publisherId, String adId, String code, String host) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final Pattern RAKUTEN_PUBLISHER = Pattern.compile("[A-Za-z0-9*/._-]{11}");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{3,64}");
    private static final Pattern CJ_HOST =
            Pattern.compile("www\\.(anrdoezrs\\.net|dpbolvw\\.net|jdoqocy\\.com|kqzyfj\\.com|tkqlhce\\.com)");
    private static final Pattern PARTNERIZE_HOST = Pattern.compile("([a-z0-9-]{1,63}\\.)?prf\\.hn");
    private static final Pattern TRADEDOUBLER_HOST = Pattern.compile("clk[a-z]{0,4}\\.tradedoubler\\.com");
    private static final Pattern ANY_HOST =
            Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");
    private static final Pattern NONE = Pattern.compile("(?!)");

    /** The parameter that the click id travels in. */
    public String clickParameter() {
        return switch (network) {
            case AWIN -> "clickref";
            case CJ -> "sid";
            case RAKUTEN -> "u1";
            case IMPACT -> "subId1";
            case PARTNERIZE -> "pubref";
            case TRADEDOUBLER -> "epi";
            case ADMITAD -> "subid";
        };
    }

    /** The address of the network that leads to the landing. */
    public String to(LandingUrl landing, String clickId) {
        String ref = LandingUrl.escaped(clickId);
        String inside = LandingUrl.escaped(landing.toString());
        return switch (network) {
            case AWIN -> awin(ref, inside);
            case CJ -> cj(ref, inside);
            case RAKUTEN -> rakuten(ref, inside);
            case IMPACT -> impact(ref, inside);
            case PARTNERIZE -> partnerize(ref, inside);
            case TRADEDOUBLER -> tradedoubler(ref, inside);
            case ADMITAD -> admitad(ref, inside);
        };
    }

    /** Awin's success centre, "What does an affiliate link look like", and its Link Builder's answers. */
    private String awin(String ref, String inside) {
        return "https://www.awin1.com/cread.php?awinmid=" + advertiserId + "&awinaffid=" + publisherId + "&clickref="
                + ref + "&ued=" + inside;
    }

    /**
     * CJ's click links, {@code click-PID-AID}, with {@code sid} (returned as {@code shopperId}) and {@code url}. CJ also knows
     * {@code /links/PID/type/dlg/sid/…/} with the bare landing behind it; there a landing's own question mark would be read as the link's.
     */
    private String cj(String ref, String inside) {
        return "https://" + hostOr("www.anrdoezrs.net") + "/click-" + publisherId + "-" + adId + "?sid=" + ref + "&url="
                + inside;
    }

    /**
     * Rakuten's publisher help, "Create Deep Links Outside the Dashboard": {@code id}, {@code mid}, {@code murl}, with {@code u1} as its
     * deep-link API adds it. One client in the wild says {@code u} for {@code murl}; the help does not know it. The help's example escapes
     * ampersands twice, its rule ("must be URL-encoded") does not ask for it; we follow the rule.
     */
    private String rakuten(String ref, String inside) {
        return "https://click.linksynergy.com/deeplink?id=" + LandingUrl.escaped(publisherId) + "&mid=" + advertiserId
                + "&murl=" + inside + "&u1=" + ref;
    }

    /**
     * impact.com's help, "Create a deep link for an ad": {@code /c/{account}/{ad}/{campaign}}. Every brand has its own tracking domain, some
     * under their own name; the Campaigns API tells it.
     */
    private String impact(String ref, String inside) {
        return "https://" + host + "/c/" + publisherId + "/" + adId + "/" + advertiserId + "?subId1=" + ref + "&u="
                + inside;
    }

    /**
     * Partnerize's parameters are parts of the path, in the order that its help asks for: {@code camref}, {@code pubref}, and the
     * destination last. Its examples show the destination both bare and escaped; escaped, its slashes, question and number signs stay its own.
     */
    private String partnerize(String ref, String inside) {
        return "https://" + hostOr("prf.hn") + "/click/camref:" + code + "/pubref:" + ref + "/destination:" + inside;
    }

    /**
     * Tradedoubler's publisher API ({@code defaultTracker}) and its help on {@code epi}: an ordinary query. The bracketed form,
     * {@code click?p(…)a(…)epi(…)url(…)}, is its older one; a landing with brackets would break out of it.
     */
    private String tradedoubler(String ref, String inside) {
        return "https://" + hostOr("clk.tradedoubler.com") + "/click?p=" + advertiserId + "&a=" + publisherId + "&epi="
                + ref + "&url=" + inside;
    }

    /** Admitad's API, "Deeplink generator": {@code /goto/{code}/}. It has other hosts for countries that block this one. */
    private String admitad(String ref, String inside) {
        return "https://" + hostOr("ad.admitad.com") + "/goto/" + code + "/?subid=" + ref + "&ulp=" + inside;
    }

    private String hostOr(String usual) {
        return host == null ? usual : host;
    }

    /** What is wrong with it, by the name of the part; empty if it can be used. */
    Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        switch (network) {
            case AWIN -> require(faults, NUMBER, NUMBER, NONE, NONE);
            case CJ -> require(faults, NONE, NUMBER, NUMBER, NONE);
            case RAKUTEN -> require(faults, NUMBER, RAKUTEN_PUBLISHER, NONE, NONE);
            case IMPACT -> require(faults, NUMBER, NUMBER, NUMBER, NONE);
            case PARTNERIZE -> require(faults, NONE, NONE, NONE, CODE);
            case TRADEDOUBLER -> require(faults, NUMBER, NUMBER, NONE, NONE);
            case ADMITAD -> require(faults, NONE, NONE, NONE, CODE);
        }
        Pattern hosts =
                switch (network) {
                    case AWIN, RAKUTEN -> NONE;
                    case CJ -> CJ_HOST;
                    case PARTNERIZE -> PARTNERIZE_HOST;
                    case TRADEDOUBLER -> TRADEDOUBLER_HOST;
                    case IMPACT, ADMITAD -> ANY_HOST;
                };
        if (host != null || network == NetworkName.IMPACT) {
            require(faults, "host", host, hosts);
        }
        return faults;
    }

    private void require(Map<String, String> faults, Pattern advertiser, Pattern publisher, Pattern ad, Pattern codes) {
        require(faults, "advertiserId", advertiserId, advertiser);
        require(faults, "publisherId", publisherId, publisher);
        require(faults, "adId", adId, ad);
        require(faults, "code", code, codes);
    }

    private void require(Map<String, String> faults, String name, String value, Pattern form) {
        if (form == NONE) {
            if (value != null) {
                faults.put(name, "has no place in a link of " + network);
            }
        } else if (value == null) {
            faults.put(name, "is needed in a link of " + network);
        } else if (!form.matcher(value).matches()) {
            faults.put(name, "is none of " + network);
        }
    }
}
