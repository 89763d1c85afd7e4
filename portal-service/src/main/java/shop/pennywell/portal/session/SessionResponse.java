package shop.pennywell.portal.session;

/**
 * A session as its holder sees it.
 *
 * @param accessToken JWT for {@code Authorization: Bearer}
 * @param refreshToken good once, for the next pair
 * @param expiresInSeconds of the access token
 */
public record SessionResponse(String accessToken, String refreshToken, long expiresInSeconds) {}
