package shop.pennywell.payments.batch;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import shop.pennywell.payments.payout.FollowPayout;
import shop.pennywell.payments.payout.PayoutRepository;
import shop.pennywell.payments.payoutaccount.Sealer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes a batch's file and then marks its payouts as submitted, in this order. Killed at any point it is taken up again,
 * and no step does harm twice: the file comes out byte for byte the same and replaces itself; once it is known to lie in the
 * store it is not written again; a payout is marked only if it is not yet.
 */
@ApplicationScoped
class CompleteBatch {

    private static final Logger LOG = Logger.getLogger(CompleteBatch.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int CHUNK = 500;
    private static final int MOST_CHUNKS = 1000;

    private final BatchRepository batches;
    private final PayoutRepository payouts;
    private final FollowPayout followPayout;
    private final Sealer sealer;
    private final S3Client s3;
    private final BatchConfig config;
    private final Clock clock;

    CompleteBatch(
            BatchRepository batches,
            PayoutRepository payouts,
            FollowPayout followPayout,
            Sealer sealer,
            S3Client s3,
            BatchConfig config,
            Clock clock) {
        this.batches = batches;
        this.payouts = payouts;
        this.followPayout = followPayout;
        this.sealer = sealer;
        this.s3 = s3;
        this.config = config;
        this.clock = clock;
    }

    /** Finishes what is unfinished, one batch a run. The lease keeps other replicas from doing the same work meanwhile. */
    @Scheduled(every = "${payout.complete-batches-every:2s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void completeUnfinished() {
        var now = clock.instant();
        var taken = QuarkusTransaction.requiringNew().call(() -> {
            var batch = batches.takeUnfinished(now);
            batch.ifPresent(found -> found.lease(now.plus(LEASE)));
            return batch.map(PayoutBatch::id);
        });
        taken.ifPresent(id -> {
            try {
                complete(id);
            } catch (RuntimeException e) {
                LOG.errorf(e, "batch %s is not complete, it is tried again in %s", id, LEASE);
            }
        });
    }

    /** Takes the batch to its end from wherever it is. */
    void complete(UUID id) {
        var status = QuarkusTransaction.requiringNew()
                .call(() -> batches.findById(id).status());
        if (status == PayoutBatch.Status.CREATED) {
            store(id);
        }
        if (status != PayoutBatch.Status.SUBMITTED) {
            submit(id);
        }
    }

    private void store(UUID id) {
        var content = QuarkusTransaction.requiringNew().call(() -> content(batches.findById(id)));
        s3.putObject(
                request -> request.bucket(config.bucket())
                        .key(PayoutBatch.fileKey(id))
                        .contentType("application/xml"),
                RequestBody.fromBytes(content));
        QuarkusTransaction.requiringNew()
                .run(() -> batches.lock(id).orElseThrow().stored());
    }

    private byte[] content(PayoutBatch batch) {
        var transfers = payouts.ofBatch(batch.id()).stream()
                .map(payout -> new CreditTransferFile.Transfer(
                        payout.id(),
                        payout.amount(),
                        sealer.open(payout.memberId(), payout.holderSealed()),
                        sealer.open(payout.memberId(), payout.ibanSealed()),
                        payout.bic()))
                .toList();
        return CreditTransferFile.of(batch, transfers);
    }

    private void submit(UUID id) {
        for (int chunk = 0; chunk < MOST_CHUNKS; chunk++) {
            int marked = QuarkusTransaction.requiringNew().call(() -> {
                var waiting = payouts.takeUnsubmitted(id, CHUNK);
                waiting.forEach(followPayout::submit);
                return waiting.size();
            });
            if (marked == 0) {
                QuarkusTransaction.requiringNew()
                        .run(() -> batches.lock(id).orElseThrow().submitted());
                return;
            }
        }
        throw new IllegalStateException("batch " + id + " is larger than any batch can be");
    }
}
