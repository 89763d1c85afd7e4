package shop.pennywell.commission.claim;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import shop.pennywell.commission.claim.ClaimStep.Actor;
import shop.pennywell.commission.claim.ClaimStep.Kind;
import shop.pennywell.commission.transaction.ClaimedOrder;
import shop.pennywell.commission.transaction.ClaimedOrders;

/**
 * Thaws the claims whose day has come, closes those whose member does not answer, and forgets receipts that have done their work. Runs on every replica; {@code skip locked}
 * keeps them out of each other's way.
 */
@ApplicationScoped
class ClaimCalendar {
    private static final int BATCH = 100;
    private static final int MAX_ROUNDS = 100;

    private final ClaimRepository claims;
    private final ClaimHistory history;
    private final ClaimedOrders orders;
    private final KeepReceipt receipts;
    private final EntityManager entities;
    private final ClaimConfig config;
    private final Clock clock;

    ClaimCalendar(
            ClaimRepository claims,
            ClaimHistory history,
            ClaimedOrders orders,
            KeepReceipt receipts,
            EntityManager entities,
            ClaimConfig config,
            Clock clock) {
        this.claims = claims;
        this.history = history;
        this.orders = orders;
        this.receipts = receipts;
        this.entities = entities;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${pennywell.claims.calendar-every:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void turn() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        repeat(() -> each("""
                select id from claim where status = 'ON_ICE' and opens_on <= :moment
                order by opens_on, id limit :batch for update skip locked
                """, LocalDate.ofInstant(now, ZoneOffset.UTC), claim -> thaw(claim, now)));
        repeat(() -> each("""
                select id from claim where status = 'NEEDS_INFORMATION' and changed_at < :moment
                order by changed_at, id limit :batch for update skip locked
                """, now.minus(config.answerWithin()), claim -> close(claim, now)));
        repeat(() -> each("""
                select id from claim
                where receipt_key is not null and status in ('WON', 'LOST', 'WITHDRAWN') and changed_at < :moment
                order by changed_at, id limit :batch for update skip locked
                """, now.minus(config.keepReceiptsFor()), this::forgetReceipt));
    }

    /** What the store has reported while the claim lay on ice needs no claim any more. */
    private void thaw(Claim claim, Instant now) {
        Claim.Status before = claim.status();
        UUID reported = claim.type() == Claim.Type.MISSING
                ? orders.reported(claim.storeId(), claim.orderReference(), claim.memberId())
                        .filter(order -> order.isOf(claim.memberId()))
                        .map(ClaimedOrder::transactionId)
                        .orElse(null)
                : null;
        if (reported == null) {
            claim.thaw(now);
            history.append(claim, before, Kind.THAWED, Actor.CALENDAR, null);
        } else {
            claim.win(reported, now);
            history.append(claim, before, Kind.WON, Actor.CALENDAR, "The store has reported the order by itself.");
        }
    }

    private void close(Claim claim, Instant now) {
        Claim.Status before = claim.status();
        claim.lose(Claim.Reason.NO_ANSWER, now);
        history.append(claim, before, Kind.LOST, Actor.CALENDAR, null);
    }

    /** What cannot be deleted now keeps the claim as it is, and is tried again. */
    private void forgetReceipt(Claim claim) {
        claim.forgetReceipt();
        receipts.deleteAll(claim.id());
    }

    private static void repeat(IntSupplier batch) {
        for (int round = 0; round < MAX_ROUNDS && batch.getAsInt() == BATCH; round++) {
            // The next batch.
        }
    }

    private int each(String due, Object moment, Consumer<Claim> move) {
        return QuarkusTransaction.requiringNew().call(() -> {
            @SuppressWarnings("unchecked")
            List<UUID> ids = entities.createNativeQuery(due, UUID.class)
                    .setParameter("moment", moment)
                    .setParameter("batch", BATCH)
                    .getResultList();
            ids.forEach(id -> move.accept(claims.findById(id)));
            return ids.size();
        });
    }
}
