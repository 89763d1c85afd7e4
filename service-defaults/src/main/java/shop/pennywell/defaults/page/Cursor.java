package shop.pennywell.defaults.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;

/** Opaque place in a list: base64url of whatever the repository needs to go on from there. */
public final class Cursor {

    private static final int MAX_LENGTH = 1024;

    private Cursor() {}

    public static String encode(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @return null for a missing cursor: the beginning
     * @throws shop.pennywell.defaults.problem.Problem 400 when this is none of ours
     */
    public static String decode(String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            if (cursor.length() <= MAX_LENGTH) {
                String position = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                if (position.indexOf('\0') < 0) {
                    return position;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalid();
        }
        throw invalid();
    }

    /** For a repository that finds a decoded cursor unreadable. */
    public static RuntimeException invalid() {
        return CommonProblem.INVALID_REQUEST
                .problem(null)
                .with(java.util.List.of(new FieldError("?cursor", "is not a cursor of this list")));
    }
}
