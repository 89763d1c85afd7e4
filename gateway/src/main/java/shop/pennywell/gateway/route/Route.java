package shop.pennywell.gateway.route;

/**
 * Where a request goes and how large it may be.
 *
 * @param maxBody in bytes
 * @param upload whether it is expected to take longer than an ordinary request
 * @param keyed whether a POST there keeps its first answer with its Idempotency-Key, so that sending it twice does it once
 */
public record Route(Service service, long maxBody, boolean upload, boolean keyed) {}
