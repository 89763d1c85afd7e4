package shop.pennywell.commission.click;

import java.time.Instant;
import java.util.List;
import shop.pennywell.commission.rate.Tier;

/** A member's own click; the receipt only when one is asked for by its id. */
record ClickResponse(
        String clickId,
        StoreName store,
        Instant clickedAt,
        String landing,
        String market,
        String device,
        Tier tier,
        List<TermResponse> receipt) {

    record StoreName(String slug, String name) {}

    static ClickResponse of(Click click) {
        return of(click, null);
    }

    static ClickResponse withReceipt(Click click) {
        return of(
                click,
                click.receipt().terms().stream()
                        .map(term -> TermResponse.of(term, click.receipt()))
                        .toList());
    }

    private static ClickResponse of(Click click, List<TermResponse> receipt) {
        return new ClickResponse(
                click.id(),
                new StoreName(click.storeSlug(), click.storeName()),
                click.clickedAt(),
                click.landing(),
                click.market(),
                click.device(),
                click.receipt().tier(),
                receipt);
    }
}
