package shop.pennywell.gateway.session;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import shop.pennywell.gateway.GatewayProblem;
import shop.pennywell.gateway.limit.ClientAddress;
import shop.pennywell.gateway.route.Routes;
import shop.pennywell.gateway.session.TokenVerifier.Verdict;

/**
 * Finds out as whom a request goes on: the bearer it carries, or the session cookie turned into one. An explicit Authorization
 * header wins over the cookie. The session cookie itself never reaches a service.
 */
@ApplicationScoped
public class Identities {

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String BEARER = "Bearer ";

    private final TokenVerifier verifier;
    private final SessionRenewal renewal;
    private final SessionConfig config;
    private final Clock clock;
    private final SameOrigin sameOrigin;
    private final boolean secure;

    Identities(TokenVerifier verifier, SessionRenewal renewal, SessionConfig config, Clock clock) {
        this.verifier = verifier;
        this.renewal = renewal;
        this.config = config;
        this.clock = clock;
        this.sameOrigin = new SameOrigin(config.publicUrl());
        this.secure = "https".equals(config.publicUrl().getScheme());
    }

    /** The identity of a request; fails with a Refusal where it must not go on at all. */
    public Future<Identity> of(HttpServerRequest request, String path, ClientAddress client) {
        var jar = SessionCookie.Jar.of(request.headers().getAll("Cookie"));
        var cookies = jar.others().orElse(null);
        var authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return withAuthorization(authorization, path, cookies);
        }
        if (jar.session().isEmpty()) {
            return Future.succeededFuture(new Identity(null, cookies, null));
        }
        if (!SAFE.contains(request.method()) && Routes.within(path, "/api") && !sameOrigin.holds(request, client)) {
            return Future.failedFuture(GatewayProblem.CROSS_SITE_REQUEST.because(
                    "A request with the session cookie that changes something must come from our own pages."));
        }
        return SessionCookie.parse(jar.session().get())
                .map(session -> withSession(session, path, cookies))
                .orElseGet(() -> Future.succeededFuture(signedOut(cookies)));
    }

    private Future<Identity> withAuthorization(String authorization, String path, String cookies) {
        var identity = new Identity(authorization, cookies, null);
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        boolean ours = Routes.within(path, "/api/v1/me") || Routes.within(path, "/api/v1/admin");
        if (!bearer || !ours) {
            return Future.succeededFuture(identity);
        }
        return verifier.verify(authorization.substring(BEARER.length()).strip()).compose(verdict -> switch (verdict) {
            case VALID, FOREIGN, UNVERIFIABLE -> Future.succeededFuture(identity);
            case EXPIRED, INVALID ->
                Future.failedFuture(GatewayProblem.TOKEN_INVALID
                        .because("Sign in again, or refresh the session.")
                        .with("WWW-Authenticate", "Bearer error=\"invalid_token\""));
        });
    }

    private Future<Identity> withSession(SessionCookie session, String path, String cookies) {
        return verifier.verify(session.accessToken()).compose(verdict -> {
            boolean usable = verdict == Verdict.VALID || verdict == Verdict.UNVERIFIABLE;
            if (usable && lifetime(session).compareTo(config.session().renewBefore()) >= 0) {
                return Future.succeededFuture(signedIn(session, cookies, null));
            }
            return renewal.renew(session)
                    .map(renewed -> renewed.map(fresh -> signedIn(
                                    fresh,
                                    cookies,
                                    fresh.setCookie(config.session().cookieAge(), secure)))
                            .orElseGet(() -> signedOut(cookies)))
                    .otherwise(away -> whilePortalIsAway(session, verdict, path, cookies));
        });
    }

    /**
     * Nobody can say whether the session still stands, so the browser keeps its cookie. A click-out must not be lost: commission
     * takes a token that has just expired.
     */
    private static Identity whilePortalIsAway(SessionCookie session, Verdict verdict, String path, String cookies) {
        boolean passes =
                switch (verdict) {
                    case VALID, UNVERIFIABLE -> true;
                    case EXPIRED -> Routes.within(path, "/go");
                    case INVALID, FOREIGN -> false;
                };
        return passes ? signedIn(session, cookies, null) : new Identity(null, cookies, null);
    }

    private Duration lifetime(SessionCookie session) {
        return AccessToken.parse(session.accessToken())
                .map(token -> Duration.between(clock.instant(), token.expiresAt()))
                .orElse(Duration.ZERO);
    }

    private static Identity signedIn(SessionCookie session, String cookies, String setCookie) {
        return new Identity(BEARER + session.accessToken(), cookies, setCookie);
    }

    private Identity signedOut(String cookies) {
        return new Identity(null, cookies, SessionCookie.clearingCookie(secure));
    }
}
