package shop.pennywell.commission.click;

import java.time.Instant;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;

/** The data of {@code click.recorded}. */
record ClickRecorded(
        String clickId,
        UUID memberId,
        UUID storeId,
        String storeSlug,
        UUID partnerId,
        String market,
        String device,
        Instant clickedAt) {

    static final String TYPE = "click.recorded";

    static ClickRecorded of(Click click) {
        return new ClickRecorded(
                click.id(),
                click.memberId(),
                click.storeId(),
                click.storeSlug(),
                click.partnerId(),
                click.market(),
                click.device(),
                click.clickedAt());
    }

    /** The same however often the click is told. */
    UUID eventId() {
        return Ids.derived(TYPE, clickId);
    }
}
