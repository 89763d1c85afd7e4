package shop.pennywell.commission.click;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A click of some days ago, which no test has the patience to wait for. */
public final class PastClick {
    private PastClick() {}

    /** Records the same click again as it would have been then, and answers its id. */
    public static String daysBefore(ClickRepository clicks, String clickId, int days) {
        Click now = clicks.find(clickId).orElseThrow();
        var then = now.clickedAt().minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.MILLIS);
        Click past = new Click(
                UlidCreator.getUlid(then.toEpochMilli()).toString(),
                now.memberId(),
                now.storeId(),
                now.storeSlug(),
                now.storeName(),
                now.partnerId(),
                now.market(),
                now.device(),
                then,
                now.landing(),
                now.receipt());
        clicks.add(List.of(past), ClickRepository.noteOf(List.of(past)));
        return past.id();
    }
}
