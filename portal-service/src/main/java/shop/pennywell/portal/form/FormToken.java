package shop.pennywell.portal.form;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shop.pennywell.portal.token.OpaqueToken;
import shop.pennywell.portal.viewer.Viewer;

/**
 * The CSRF token of every form that posts, in templates {@code inject:form.token}: a signature of a random cookie and of who
 * is signed in (a signed double submit, OWASP). Another site can neither read it nor make one, and one that it got for itself
 * is not good for anybody else. It stays the same in every tab of a browser, and every replica makes the same.
 */
@Named("form")
@RequestScoped
public class FormToken {

    /** Name of the hidden field. */
    public static final String FIELD = "form-token";

    private static final String COOKIE = "form";

    private final HttpServerRequest request;
    private final Viewer viewer;
    private final FormKey key;
    private final boolean secure;
    private String fresh;

    FormToken(
            HttpServerRequest request,
            Viewer viewer,
            FormKey key,
            @ConfigProperty(name = "pennywell.public-url") String publicUrl) {
        this.request = request;
        this.viewer = viewer;
        this.key = key;
        this.secure = publicUrl.startsWith("https:");
    }

    public String getToken() {
        String seed = sent();
        if (seed == null) {
            seed = fresh == null ? freshCookie() : fresh;
        }
        return key.sign(seed, viewer.memberId());
    }

    boolean accepts(String shown) {
        String seed = sent();
        return seed != null && shown != null && key.verify(seed, viewer.memberId(), shown);
    }

    /** Straight into the response: a template is rendered after all response filters have run. */
    private String freshCookie() {
        fresh = OpaqueToken.draw().value();
        request.response()
                .addCookie(Cookie.cookie(COOKIE, fresh)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.LAX)
                        .setSecure(secure));
        return fresh;
    }

    private String sent() {
        Cookie cookie = request.getCookie(COOKIE);
        return cookie == null
                        || cookie.getValue().isEmpty()
                        || cookie.getValue().length() > 100
                ? null
                : cookie.getValue();
    }
}
