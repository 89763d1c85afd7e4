package shop.pennywell.defaults.problem;

/**
 * One place in a request and what is wrong there.
 *
 * @param pointer JSON pointer (RFC 6901) into the body, or {@code ?name} for a query parameter
 */
public record FieldError(String pointer, String reason) {}
