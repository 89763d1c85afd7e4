package shop.pennywell.portal.token;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;

/** What a verifier of our tokens needs: RFC 7517 keys, and OpenID Connect Discovery 1.0. */
@Path("/.well-known")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
class JwksResource {

    private static final String CACHE = "public, max-age=300";

    private final SigningKeys keys;
    private final TokenConfig config;

    JwksResource(SigningKeys keys, TokenConfig config) {
        this.keys = keys;
        this.config = config;
    }

    @GET
    @Path("/jwks.json")
    public Response jwks() {
        List<Map<String, Object>> jwks =
                keys.published().stream().map(JwksResource::jwk).toList();
        return Response.ok(Map.of("keys", jwks)).header("Cache-Control", CACHE).build();
    }

    @GET
    @Path("/openid-configuration")
    public Response configuration() {
        String issuer = config.issuer();
        return Response.ok(Map.of(
                        "issuer", issuer,
                        "jwks_uri", issuer + "/.well-known/jwks.json",
                        "authorization_endpoint", issuer + "/sign-in",
                        "response_types_supported", List.of("token"),
                        "subject_types_supported", List.of("public"),
                        "id_token_signing_alg_values_supported", List.of("ES256"),
                        "claims_supported", List.of("sub", "groups", "country", "currency", "locale")))
                .header("Cache-Control", CACHE)
                .build();
    }

    private static Map<String, Object> jwk(KeyRing.Key key) {
        EllipticCurveJsonWebKey jwk = new EllipticCurveJsonWebKey(key.publicKey());
        jwk.setKeyId(key.id());
        jwk.setUse("sig");
        jwk.setAlgorithm("ES256");
        return jwk.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }
}
