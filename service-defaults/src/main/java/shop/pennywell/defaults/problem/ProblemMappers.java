package shop.pennywell.defaults.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import shop.pennywell.defaults.correlation.Correlation;

/** Turns whatever leaves a resource by exception into a problem document that leaks nothing. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int MAX_ERRORS = 50;

    @ServerExceptionMapper
    Response problem(Problem problem) {
        if (problem.type().status() >= 500) {
            LOG.warnf("%s: %s", problem.type().code(), problem.getMessage());
        }
        Response.ResponseBuilder answer = answer(problem.type(), problem.getMessage(), problem.errors());
        problem.retryAfter()
                .ifPresent(wait -> answer.header(
                        HttpHeaders.RETRY_AFTER,
                        wait.plusSeconds(1).minusNanos(1).toSeconds()));
        return answer.build();
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException invalid) {
        List<FieldError> errors = invalid.getConstraintViolations().stream()
                .limit(MAX_ERRORS)
                .map(ProblemMappers::place)
                .sorted((a, b) -> a.pointer().compareTo(b.pointer()))
                .toList();
        return answer(CommonProblem.INVALID_REQUEST, null, errors).build();
    }

    @ServerExceptionMapper
    Response unreadable(JacksonException unreadable) {
        return unreadableBody(unreadable);
    }

    /** Declared apart because the framework brings a mapper of its own for this one. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException mismatched) {
        return unreadableBody(mismatched);
    }

    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        if (failure.getCause() instanceof JacksonException unreadable) {
            return unreadableBody(unreadable);
        }
        int status = failure.getResponse().getStatus();
        if (status < 400) {
            return failure.getResponse();
        }
        return answer(typeOf(status), null, List.of()).build();
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException refused) {
        return challenge();
    }

    @ServerExceptionMapper
    Response badToken(AuthenticationFailedException refused) {
        return challenge();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException refused) {
        return answer(CommonProblem.FORBIDDEN, null, List.of()).build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        LOG.error("unexpected failure", failure);
        return answer(CommonProblem.INTERNAL, null, List.of()).build();
    }

    private static Response challenge() {
        return answer(CommonProblem.UNAUTHENTICATED, null, List.of())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    private static Response unreadableBody(JacksonException unreadable) {
        if (unreadable instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            StringBuilder pointer = new StringBuilder();
            for (JsonMappingException.Reference step : mapping.getPath()) {
                pointer.append('/').append(step.getFieldName() != null ? escape(step.getFieldName()) : step.getIndex());
            }
            return answer(
                            CommonProblem.INVALID_REQUEST,
                            null,
                            List.of(new FieldError(pointer.toString(), why(mapping))))
                    .build();
        }
        return answer(CommonProblem.MALFORMED_REQUEST, "The body is not the JSON that is expected here.", List.of())
                .build();
    }

    /** Only reasons of our own making reach the caller: Jackson's name classes. */
    private static String why(JsonMappingException mapping) {
        Throwable cause = mapping.getCause();
        return cause instanceof IllegalArgumentException ours
                        && ours.getMessage() != null
                        && ours.getClass() == IllegalArgumentException.class
                ? ours.getMessage()
                : "is not of the expected kind";
    }

    private static FieldError place(ConstraintViolation<?> violation) {
        List<String> steps = new ArrayList<>();
        boolean inBody = false;
        String parameter = null;
        for (Path.Node node : violation.getPropertyPath()) {
            switch (node.getKind()) {
                case METHOD, CONSTRUCTOR, CROSS_PARAMETER, RETURN_VALUE -> {}
                case PARAMETER -> parameter = node.getName();
                default -> {
                    inBody = true;
                    if (node.isInIterable() && node.getIndex() != null) {
                        steps.add(String.valueOf(node.getIndex()));
                    }
                    if (node.getName() != null && !node.getName().startsWith("<")) {
                        steps.add(escape(node.getName()));
                    }
                }
            }
        }
        if (inBody && isQueryParameter(violation.getLeafBean(), steps.get(steps.size() - 1))) {
            return new FieldError("?" + steps.get(steps.size() - 1), violation.getMessage());
        }
        String pointer = inBody ? "/" + String.join("/", steps) : "?" + parameter;
        return new FieldError(pointer, violation.getMessage());
    }

    /** The fields of a {@code @BeanParam} look like those of a body, but stand in the query. */
    private static boolean isQueryParameter(Object bean, String field) {
        try {
            return bean.getClass().getDeclaredField(field).isAnnotationPresent(QueryParam.class);
        } catch (NoSuchFieldException notAField) {
            return false;
        }
    }

    private static String escape(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }

    private static ProblemType typeOf(int status) {
        for (CommonProblem type : CommonProblem.values()) {
            if (type.status() == status && type != CommonProblem.INVALID_REQUEST) {
                return type;
            }
        }
        return status < 500 ? CommonProblem.MALFORMED_REQUEST : CommonProblem.INTERNAL;
    }

    private static Response.ResponseBuilder answer(ProblemType type, String detail, List<FieldError> errors) {
        ProblemResponse body = ProblemResponse.of(type, detail, errors, Correlation.traceId());
        return Response.status(type.status()).type(ProblemResponse.MEDIA_TYPE).entity(body);
    }
}
