package shop.pennywell.portal.testing;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static io.restassured.RestAssured.given;

/**
 * A browser without JavaScript behind the gateway: it keeps cookies, sends forms with their hidden fields, and where the
 * gateway would turn the session cookie into a bearer token, it does so itself.
 */
public final class Browser {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern FORM =
            Pattern.compile("<form [^>]*action=\"([^\"]+)\"[^>]*>(.*?)</form>", Pattern.DOTALL);

    private final Map<String, String> cookies = new HashMap<>();
    private final String network;

    public Browser(Shopper shopper) {
        this.network = shopper.network;
    }

    public Response get(String path) {
        return remember(request().get(path));
    }

    /** Sends the form of a page that goes to that address, with its hidden fields and these. */
    public Response submit(Response page, String action, Map<String, ?> fields) {
        Map<String, Object> all = new HashMap<>(hiddenFields(page, action));
        all.putAll(fields);
        return post(action, all);
    }

    /** Sends fields without a page. */
    public Response post(String action, Map<String, ?> fields) {
        return remember(request().urlEncodingEnabled(true).formParams(fields).post(action));
    }

    /** Sends a file with the form of a page that goes to that address, as a browser does. */
    public Response upload(Response page, String action, String field, String file, String type, byte[] content) {
        RequestSpecification request = request();
        hiddenFields(page, action).forEach(request::multiPart);
        return remember(request.multiPart(field, file, content, type).post(action));
    }

    public static Map<String, String> hiddenFields(Response page, String action) {
        Matcher forms = FORM.matcher(page.asString());
        while (forms.find()) {
            if (forms.group(1).equals(action)) {
                Map<String, String> hidden = new HashMap<>();
                Matcher inputs = HIDDEN.matcher(forms.group(2));
                while (inputs.find()) {
                    hidden.put(inputs.group(1), inputs.group(2).replace("&amp;", "&"));
                }
                return hidden;
            }
        }
        throw new AssertionError("no form to " + action + " in " + page.asString());
    }

    public boolean isSignedIn() {
        return !cookies.getOrDefault("session", "").isEmpty();
    }

    public void signInAs(Shopper.SignedIn session) {
        cookies.put("session", session.accessToken() + "~" + session.refreshToken());
    }

    private RequestSpecification request() {
        RequestSpecification request = given().redirects()
                .follow(false)
                .header("X-Forwarded-For", network)
                .urlEncodingEnabled(false);
        cookies.forEach((name, value) -> {
            if (!name.equals("session")) {
                request.cookie(name, value);
            } else if (!value.isEmpty()) {
                request.header("Authorization", "Bearer " + value.substring(0, value.indexOf('~')));
            }
        });
        return request;
    }

    private Response remember(Response response) {
        response.headers().getValues("Set-Cookie").forEach(cookie -> {
            String pair = cookie.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        });
        return response;
    }
}
