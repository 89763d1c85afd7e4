package shop.pennywell.portal.form;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Refuses whatever a page's form sends without its token. It looks at every unsafe request but those to the JSON API and to
 * siblings' endpoints, which take bearer tokens and no cookie: a page that is added later is guarded without being asked.
 */
class FormFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final FormToken token;

    FormFilter(FormToken token) {
        this.token = token;
    }

    @CheckedTemplate(basePath = "form")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance refused();
    }

    @ServerRequestFilter
    @WithFormRead
    public void verify(ResteasyReactiveContainerRequestContext request) {
        if (SAFE.contains(request.getMethod()) || takesNoForms(request)) {
            return;
        }
        ResteasyReactiveRequestContext context = (ResteasyReactiveRequestContext) request.getServerRequestContext();
        Object shown = context.getFormData() == null ? null : context.getFormParameter(FormToken.FIELD, true, false);
        if (!(shown instanceof String value) || !token.accepts(value)) {
            request.abortWith(Response.status(Response.Status.FORBIDDEN)
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                    .entity(Templates.refused().render())
                    .build());
        }
    }

    private static boolean takesNoForms(ContainerRequestContext request) {
        String path = "/" + request.getUriInfo().getPath(true).replaceFirst("^/+", "");
        return path.startsWith("/api/") || path.startsWith("/internal/") || path.equals("/events");
    }
}
