package shop.pennywell.gateway.limit;

/**
 * Who is at the other end, as far as we can trust what we are told.
 *
 * @param address of the client, without port
 * @param proto {@code http} or {@code https}, as the client spoke it
 * @param host as the client asked for it
 */
public record ClientAddress(String address, String proto, String host) {}
