package shop.pennywell.portal.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import shop.pennywell.portal.PortalProblem;

/** Client credentials of the services (RFC 6749 section 4.4): short tokens, each for one audience. */
@Path("/internal/oauth/token")
@PermitAll
class ServiceTokenResource {

    private static final Set<String> AUDIENCES = Set.of("portal", "commission", "payments", "mailing", "stats");
    private static final String BASIC = "basic ";

    private final ServiceClients clients;
    private final TokenIssuer issuer;
    private final TokenConfig config;

    ServiceTokenResource(ServiceClients clients, TokenIssuer issuer, TokenConfig config) {
        this.clients = clients;
        this.issuer = issuer;
        this.config = config;
    }

    record ServiceTokenResponse(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn) {}

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    public Response token(
            @HeaderParam("Authorization") String authorization,
            @FormParam("grant_type") String grant,
            @FormParam("audience") String audience) {
        String client = authenticated(authorization);
        if (!"client_credentials".equals(grant)) {
            throw PortalProblem.GRANT_UNSUPPORTED.problem(null);
        }
        if (audience == null || !AUDIENCES.contains(audience)) {
            throw PortalProblem.AUDIENCE_UNKNOWN.problem("audience is one of " + AUDIENCES);
        }
        return Response.ok(new ServiceTokenResponse(
                        issuer.forService(client, audience),
                        "Bearer",
                        config.serviceLifetime().toSeconds()))
                .header("Cache-Control", "no-store")
                .build();
    }

    private String authenticated(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            throw PortalProblem.CLIENT_UNKNOWN.problem(null);
        }
        String[] parts = decode(authorization.substring(BASIC.length())).split(":", 2);
        boolean right = parts.length == 2
                && clients.secretOf(parts[0])
                        .map(secret -> MessageDigest.isEqual(
                                secret.getBytes(StandardCharsets.UTF_8), parts[1].getBytes(StandardCharsets.UTF_8)))
                        .orElse(false);
        if (!right) {
            throw PortalProblem.CLIENT_UNKNOWN.problem(null);
        }
        return parts[0];
    }

    private static String decode(String basic) {
        try {
            return new String(Base64.getDecoder().decode(basic.trim()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
