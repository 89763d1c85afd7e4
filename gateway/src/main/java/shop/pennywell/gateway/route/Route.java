package shop.pennywell.gateway.route;

/**
 * Where a request goes and how large it may be.
 *
 * @param maxBody in bytes
 * @param upload whether it is expected to take longer than an ordinary request
 */
public record Route(Service service, long maxBody, boolean upload) {}
