package shop.pennywell.defaults.security;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import shop.pennywell.defaults.problem.CommonProblem;

/** Who makes this request, read from the verified token. */
@RequestScoped
public class Caller {

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** For code that may not wait and therefore has resolved the identity itself. */
    public static Caller of(SecurityIdentity identity) {
        return new Caller(identity);
    }

    public boolean isAnonymous() {
        return identity.isAnonymous();
    }

    /** The token's subject: a member's or staff's id, a client id of a partner or a service. */
    public String subject() {
        return token().getSubject();
    }

    /** The subject as the id that it is for members and staff. */
    public UUID id() {
        try {
            return UUID.fromString(subject());
        } catch (IllegalArgumentException notAnId) {
            throw CommonProblem.FORBIDDEN.problem(null);
        }
    }

    public boolean has(String role) {
        return identity.hasRole(role);
    }

    /** A claim as text; null when the token has none of that name. */
    public String claim(String name) {
        Object value = token().getClaim(name);
        return value == null ? null : value.toString();
    }

    private JsonWebToken token() {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return token;
        }
        throw CommonProblem.UNAUTHENTICATED.problem(null);
    }
}
