package shop.pennywell.portal.site;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import shop.pennywell.defaults.problem.ProblemResponse;

/** What every page needs: the headers that keep it safe, and a page instead of a problem document where a browser looks. */
@Provider
class PageFilter {

    /**
     * Nothing of a page runs or looks otherwise than by our own files; pictures come from the stores' own servers. No
     * {@code form-action}: the sign-in form may end, by way of {@code /go/…}, at a store.
     */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' https: http: data:; "
            + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    @CheckedTemplate(basePath = "catalogue")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance problem(int status, String title, String detail, String traceId);
    }

    @ServerResponseFilter
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof ProblemResponse problem && isForEyes(request)) {
            String page = Templates.problem(problem.status(), problem.title(), problem.detail(), problem.traceId())
                    .render();
            response.setEntity(page, null, MediaType.TEXT_HTML_TYPE);
        }
        if (response.getMediaType() != null && response.getMediaType().isCompatible(MediaType.TEXT_HTML_TYPE)) {
            MultivaluedMap<String, Object> headers = response.getHeaders();
            headers.putSingle("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            headers.putSingle("X-Content-Type-Options", "nosniff");
            headers.putSingle("Referrer-Policy", "strict-origin-when-cross-origin");
            if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
                // The header of a page tells who is signed in: no cache between may keep it.
                headers.putSingle(HttpHeaders.CACHE_CONTROL, "private, no-cache");
            }
        }
    }

    private static boolean isForEyes(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        boolean machine = path.matches("/(?:api|internal|events)(?:/.*)?");
        return !machine
                && request.getAcceptableMediaTypes().stream()
                        .anyMatch(type -> type.getSubtype().equals("html"));
    }
}
