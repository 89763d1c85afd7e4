package shop.pennywell.portal;

import shop.pennywell.defaults.problem.ProblemType;

/** Every problem of its own that this service can answer. */
public enum PortalProblem implements ProblemType {
    // Catalogue
    FAVOURITES_FULL(422, "favourites-full", "There are too many favourites already"),
    STORE_UNKNOWN(422, "store-unknown", "There is no such store"),
    IMPORT_NOT_HELD(409, "import-not-held", "Only a held import waits for an approval"),
    IMPORT_SUPERSEDED(409, "import-superseded", "A later import of the feed has taken its place"),

    // Members, sessions, tokens
    CLIENT_UNKNOWN(401, "invalid-client", "The client id or secret is wrong"),
    GRANT_UNSUPPORTED(400, "unsupported-grant-type", "Only client_credentials is granted here"),
    AUDIENCE_UNKNOWN(400, "invalid-audience", "There is no service of that name"),
    CREDENTIALS_WRONG(401, "invalid-credentials", "The address or the password is wrong"),
    REFRESH_TOKEN_INVALID(401, "refresh-token-invalid", "This session has ended"),
    REFERRAL_CODE_UNKNOWN(422, "referral-code-unknown", "There is no such referral code"),
    PASSWORD_WRONG(422, "password-wrong", "The password is not right"),
    TOKEN_INVALID(422, "token-invalid", "This link is used up, too old or incomplete"),
    TOO_MANY_FAILURES(429, "too-many-failures", "Too many failed attempts"),
    BUSY(503, "busy", "Too many people sign in at this moment");

    private final int status;
    private final String code;
    private final String title;

    PortalProblem(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String title() {
        return title;
    }
}
