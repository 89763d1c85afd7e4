package shop.pennywell.gateway.session;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What a JWT says of itself, before anybody has verified it. */
record AccessToken(String text, String algorithm, String keyId, String issuer, Instant expiresAt) {

    private static final int LONGEST = 6000;

    /** Empty for anything that is not a signed JWT with an expiry. */
    static Optional<AccessToken> parse(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != 3 || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var header = json(parts[0]);
            var claims = json(parts[1]);
            var expiry = claims.getLong("exp");
            return expiry == null
                    ? Optional.empty()
                    : Optional.of(new AccessToken(
                            text,
                            header.getString("alg"),
                            header.getString("kid"),
                            claims.getString("iss"),
                            Instant.ofEpochSecond(expiry)));
        } catch (DecodeException | ClassCastException | IllegalArgumentException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    private static JsonObject json(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), UTF_8));
    }
}
