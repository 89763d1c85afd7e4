package shop.pennywell.gateway.session;

/**
 * As whom a request goes on.
 *
 * @param authorization the Authorization header for the service; null for nobody
 * @param cookies the Cookie header for the service, without the session; null for none
 * @param setCookie the session cookie to set on the response; null to leave the browser's alone
 */
public record Identity(String authorization, String cookies, String setCookie) {}
