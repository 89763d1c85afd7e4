package shop.pennywell.commission.postback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The query of a server-to-server call and whether its sender knows the secret.
 *
 * <p>What is signed is {@code name=value} of every parameter but {@code sig}, decoded, in order of their names, joined by {@code &}. So that
 * no other query reads the same, no name comes twice and no value holds an {@code &}.
 */
final class Postback {
    private final Map<String, String> parameters;

    private Postback(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** @throws IllegalArgumentException if it could be read in two ways */
    static Postback of(Map<String, List<String>> query) {
        Map<String, String> parameters = new TreeMap<>();
        query.forEach((name, values) -> {
            if (values.size() != 1 || values.get(0).contains("&") || name.contains("&") || name.contains("=")) {
                throw new IllegalArgumentException("ambiguous query");
            }
            parameters.put(name, values.get(0));
        });
        return new Postback(parameters);
    }

    /** Whether one of these secrets signed it. */
    boolean isSignedWith(List<String> secrets) {
        return secrets.stream().anyMatch(this::isSignedWith);
    }

    private boolean isSignedWith(String secret) {
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] expected = hmac.doFinal(signed().getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(expected, HexFormat.of().parseHex(get("sig")));
        } catch (IllegalArgumentException notHex) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether {@code ts}, in seconds since 1970, is at most this far from now. */
    boolean isFresh(Instant now, Duration atMost) {
        String ts = get("ts");
        return ts.matches("[0-9]{1,11}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(ts)), now)
                                .abs()
                                .compareTo(atMost)
                        <= 0;
    }

    /** The same for every copy of this call and for no other; of a call that is signed. */
    byte[] signature() {
        return HexFormat.of().parseHex(get("sig"));
    }

    /** Empty if there is none. */
    String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    private String signed() {
        return parameters.entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("sig"))
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .collect(Collectors.joining("&"));
    }
}
