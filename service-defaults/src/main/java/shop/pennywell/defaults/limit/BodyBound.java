package shop.pennywell.defaults.limit;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import shop.pennywell.defaults.correlation.Correlation;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.ProblemResponse;

/**
 * Counts a body that comes without a length for {@link FirstLook} to refuse it by. Forms are left out: the framework reads them
 * itself, within {@code quarkus.http.limits}.
 */
class BodyBound {

    private static final Set<String> BODILESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final BodyLimits limits;
    private final CurrentVertxRequest current;

    BodyBound(BodyLimits limits, CurrentVertxRequest current) {
        this.limits = limits;
        this.current = current;
    }

    @ServerRequestFilter
    void count(ContainerRequestContext request) {
        if (BODILESS.contains(request.getMethod())
                || request.getHeaderString(HttpHeaders.CONTENT_LENGTH) != null
                || isForm(request.getMediaType())) {
            return;
        }
        long limit = limits.of(request.getUriInfo().getRequestUri().getPath());
        request.setEntityStream(new Counted(request.getEntityStream(), limit));
    }

    private static boolean isForm(MediaType type) {
        return MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(type)
                || MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(type);
    }

    @ServerExceptionMapper
    Response tooLarge(TooLarge refused) {
        FirstLook.endConnectionAfter(current.getCurrent());
        return Response.status(CommonProblem.PAYLOAD_TOO_LARGE.status())
                .type(ProblemResponse.MEDIA_TYPE)
                .entity(ProblemResponse.of(CommonProblem.PAYLOAD_TOO_LARGE, null, List.of(), Correlation.traceId()))
                .build();
    }

    /** An {@link IOException}, because readers of bodies wrap every other kind in their own. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;
    }

    private static final class Counted extends FilterInputStream {

        /**
         * What is still taken, unread, after the limit, in bytes: a client that is cut off while it sends sees a broken
         * connection instead of the answer.
         */
        private static final long PATIENCE = 8_000_000;

        private final long limit;
        private long count;

        Counted(InputStream body, long limit) {
            super(body);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (next >= 0) {
                add(1);
            }
            return next;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            if (read > 0) {
                add(read);
            }
            return read;
        }

        private void add(int read) throws IOException {
            count += read;
            if (count > limit) {
                byte[] unread = new byte[8192];
                long patience = PATIENCE;
                while (patience > 0) {
                    int more = super.read(unread, 0, unread.length);
                    if (more < 0) {
                        break;
                    }
                    patience -= more;
                }
                throw new TooLarge();
            }
        }
    }
}
