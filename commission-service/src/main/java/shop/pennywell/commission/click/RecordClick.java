package shop.pennywell.commission.click;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.store.LandingUrl;
import shop.pennywell.commission.storefront.Storefront.OpenStore;

/**
 * Records a click-out with its rate receipt. Needs DynamoDB alone; stats is told afterwards.
 *
 * <p>The gateway sends a click-out again when a replica dies over it, with the same {@code Request-Id}: the click's id follows from that,
 * so that both sendings are one click. Whoever chooses such an id gains nothing by it: it counts only while its time is about now, and an
 * id that is a click of another member, store or landing already is not taken.
 */
@ApplicationScoped
class RecordClick {
    /** Longer than the gateway tries, and than clocks are apart. */
    private static final Duration ID_COUNTS_FOR = Duration.ofMinutes(2);

    private static final int MOST_TRIES = 3;

    private final ClickGroups groups;
    private final Clock clock;

    RecordClick(ClickGroups groups, Clock clock) {
        this.groups = groups;
        this.clock = clock;
    }

    /**
     * @param requestId of the gateway; null, or anything else that is no UUIDv7 of now, is as good as none
     * @return the click when it is kept; fails with a problem 503 if it could not be
     */
    CompletableFuture<Click> record(
            Shopper shopper, OpenStore store, LandingUrl landing, String device, String requestId) {
        Instant now = clock.instant();
        RateReceipt receipt = store.rates().receipt(new RateReceipt.Visit(now, shopper.market(), shopper.tier()));
        Function<Ulid, Click> click = id -> new Click(
                id.toString(),
                shopper.memberId(),
                store.id(),
                store.slug(),
                store.name(),
                store.partnerId(),
                shopper.market(),
                device,
                id.getInstant(),
                landing.toString(),
                receipt);
        return keep(idOf(requestId, now).orElseGet(() -> UlidCreator.getUlid(now.toEpochMilli())), click, MOST_TRIES);
    }

    private CompletableFuture<Click> keep(Ulid id, Function<Ulid, Click> click, int tries) {
        Click wanted = click.apply(id);
        return groups.add(wanted).thenCompose(kept -> {
            if (kept.isTheSameAs(wanted)) {
                return CompletableFuture.completedFuture(kept);
            }
            if (tries == 1) {
                throw new IllegalStateException("no id is left for a click");
            }
            return keep(UlidCreator.getUlid(id.getTime()), click, tries - 1);
        });
    }

    /** Both begin with 48 bits of milliseconds and are as wide, so that clicks sort by time whoever made their ids. */
    private static Optional<Ulid> idOf(String requestId, Instant now) {
        return Optional.ofNullable(requestId)
                .flatMap(RecordClick::uuidV7)
                .map(Ulid::from)
                .filter(id -> Duration.between(id.getInstant(), now).abs().compareTo(ID_COUNTS_FOR) <= 0);
    }

    /** Empty for any other text. Not by a regular expression, which would cost more than all else that is done with the id. */
    private static Optional<UUID> uuidV7(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            boolean isV7 = uuid.version() == 7 && uuid.variant() == 2;
            return isV7 && uuid.toString().equals(text) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException otherText) {
            return Optional.empty();
        }
    }
}
