package shop.pennywell.portal.entry;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import shop.pennywell.defaults.problem.Problem;

/** The answers of pages: none of them is kept by a cache, since each may hold something personal. */
public final class Answers {

    private static final int UNAUTHENTICATED = 401;
    private static final int REFUSED = 422;

    private Answers() {}

    public static Response page(TemplateInstance page) {
        return page(200, page);
    }

    public static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(page.render())
                .header("Cache-Control", "no-store")
                .build();
    }

    /** The form again, with what is wrong. A browser would ask for a password of its own at a bare 401. */
    public static Response again(Problem problem, TemplateInstance page) {
        int status = problem.type().status();
        Response.ResponseBuilder answer =
                Response.fromResponse(page(status == UNAUTHENTICATED ? REFUSED : status, page));
        problem.retryAfter().ifPresent(wait -> answer.header("Retry-After", Math.max(1, wait.toSeconds())));
        return answer.build();
    }

    /** 303: the browser goes on with GET, and going back sends nothing again. Relative, so that it stays behind the gateway. */
    public static Response goTo(String localPath, String... cookies) {
        Response.ResponseBuilder answer =
                Response.status(303).header("Location", localPath).header("Cache-Control", "no-store");
        for (String cookie : cookies) {
            answer.header("Set-Cookie", cookie);
        }
        return answer.build();
    }
}
