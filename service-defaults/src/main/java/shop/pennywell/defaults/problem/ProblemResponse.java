package shop.pennywell.defaults.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The body of every answer that is not a success: RFC 9457, plus {@code code}, {@code traceId} and {@code errors}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemResponse(
        String type, String title, int status, String detail, String code, String traceId, List<FieldError> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPE_BASE = "https://pennywell.shop/errors/";

    public static ProblemResponse of(ProblemType type, String detail, List<FieldError> errors, String traceId) {
        return new ProblemResponse(
                TYPE_BASE + type.code(), type.title(), type.status(), detail, type.code(), traceId, errors);
    }
}
