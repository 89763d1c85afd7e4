package shop.pennywell.commission.partner;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Roles.Source;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.Config;

/**
 * Verifies the tokens of partners: on their part of the API only those count, and nowhere else do they.
 *
 * <p>The keys come over HTTP from this replica itself, since that is where the OIDC client looks for keys; resolving the tenant at the first request
 * and not at start is what makes that possible.
 */
@ApplicationScoped
class PartnerTenant implements TenantConfigResolver {
    private static final String PARTNER_API = "/api/v1/partner/";
    private static final String TOKEN_ENDPOINT = "/api/v1/partner/oauth/";

    private final Config config;
    private final TokenResource.PartnerTokenConfig tokens;
    private volatile OidcTenantConfig tenant;

    PartnerTenant(Config config, TokenResource.PartnerTokenConfig tokens) {
        this.config = config;
        this.tokens = tokens;
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext request, OidcRequestContext<OidcTenantConfig> context) {
        String path = request.normalizedPath();
        if (!path.startsWith(PARTNER_API) || path.startsWith(TOKEN_ENDPOINT)) {
            return Uni.createFrom().nullItem();
        }
        if (tenant == null) {
            tenant = tenant(request.request().localAddress().port());
        }
        return Uni.createFrom().item(tenant);
    }

    private OidcTenantConfig tenant(int port) {
        String host = config.getOptionalValue("quarkus.http.host", String.class)
                .filter(configured -> !configured.equals("0.0.0.0"))
                .orElse("127.0.0.1");
        return OidcTenantConfig.authServerUrl("http://" + host + ":" + port)
                .tenantId("partner")
                .applicationType(ApplicationType.SERVICE)
                .discoveryEnabled(false)
                .jwksPath("/internal/partner-jwks.json")
                .token()
                .issuer(tokens.issuer())
                .audience(TokenResource.AUDIENCE)
                .forcedJwkRefreshInterval(tokens.unknownKeyCostsAtMostEvery())
                .end()
                .roles(Source.accesstoken, "groups")
                .build();
    }
}
