package shop.pennywell.portal.feed;

import java.time.Instant;
import java.util.UUID;
import shop.pennywell.portal.offer.FeedFormat;

/** A feed on the wire. */
record FeedResponse(
        UUID id, UUID storeId, String name, FeedFormat format, String country, String currency, Instant createdAt) {

    static FeedResponse of(Feed feed) {
        return new FeedResponse(
                feed.id(),
                feed.storeId(),
                feed.name(),
                feed.format(),
                feed.country(),
                feed.currency(),
                feed.createdAt());
    }
}
