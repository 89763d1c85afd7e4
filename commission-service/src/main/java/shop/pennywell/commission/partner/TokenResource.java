package shop.pennywell.commission.partner;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.jwt.build.Jwt;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The token endpoint for partners: OAuth 2.0 client credentials (RFC 6749, 4.4). */
@Path("/api/v1/partner/oauth/token")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
class TokenResource {
    /** What a partner token is good for. */
    static final String AUDIENCE = "pennywell-partner";

    private final PartnerAccess access;
    private final PartnerKeys keys;
    private final PartnerTokenConfig config;
    private final Clock clock;

    @ConfigMapping(prefix = "pennywell.partner-token")
    interface PartnerTokenConfig {
        String issuer();

        @WithDefault("10m")
        Duration lifetime();

        /** How long a replica may believe that credentials are good; a revocation bites after this at the latest. */
        @WithDefault("10s")
        Duration believedFor();

        /** How often a token with a key that a replica has not heard of may make it ask for the keys. */
        @WithDefault("10s")
        Duration unknownKeyCostsAtMostEvery();
    }

    TokenResource(PartnerAccess access, PartnerKeys keys, PartnerTokenConfig config, Clock clock) {
        this.access = access;
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    record TokenResponse(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn) {}

    record Client(String id, String secret) {}

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "A token for partner credentials, given by HTTP Basic or in the form")
    public Response token(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @FormParam("grant_type") String grantType,
            @FormParam("client_id") String clientId,
            @FormParam("client_secret") String clientSecret) {
        if (grantType == null) {
            return refused(Response.Status.BAD_REQUEST, "invalid_request");
        }
        if (!grantType.equals("client_credentials")) {
            return refused(Response.Status.BAD_REQUEST, "unsupported_grant_type");
        }
        Optional<Client> client = authorization == null
                ? Optional.of(new Client(clientId, clientSecret)).filter(c -> c.id() != null && c.secret() != null)
                : basic(authorization);
        return client.flatMap(known -> access.withSecret(known.id(), known.secret()))
                .map(this::granted)
                .orElseGet(() -> refused(Response.Status.UNAUTHORIZED, "invalid_client"));
    }

    private Response granted(Credential credential) {
        PartnerKeys.Signer signer = keys.signer();
        Instant now = clock.instant();
        String token = Jwt.issuer(config.issuer())
                .subject(credential.clientId())
                .audience(AUDIENCE)
                .groups("partner")
                .claim("partner_id", credential.partnerId().toString())
                .issuedAt(now)
                .expiresAt(now.plus(config.lifetime()))
                .jws()
                .keyId(signer.keyId())
                .sign(signer.privateKey());
        return Response.ok(new TokenResponse(token, "Bearer", config.lifetime().toSeconds()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** RFC 6749, 5.2: a fixed code, nothing about which part was wrong. */
    private static Response refused(Response.Status status, String error) {
        Response.ResponseBuilder answer = Response.status(status)
                .entity(Map.of("error", error))
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return status == Response.Status.UNAUTHORIZED
                ? answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"partner\"")
                        .build()
                : answer.build();
    }

    /** Both parts are form-encoded inside of the Basic scheme (RFC 6749, 2.3.1). */
    private static Optional<Client> basic(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Client(decoded(pair.substring(0, colon)), decoded(pair.substring(colon + 1))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
