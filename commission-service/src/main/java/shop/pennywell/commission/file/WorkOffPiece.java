package shop.pennywell.commission.file;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import shop.pennywell.commission.fileformat.Entry;
import shop.pennywell.commission.fileformat.Kind;
import shop.pennywell.commission.transaction.BatchResult;
import shop.pennywell.commission.transaction.ReportOrders;
import shop.pennywell.commission.transaction.ValidateTransactions;

/**
 * Works off a piece of a file in one transaction: the orders, what was rejected, and how far the file is commit together or not at all, so that
 * whoever is killed at any moment loses nothing and doubles nothing.
 */
@ApplicationScoped
class WorkOffPiece {
    private static final Logger LOG = Logger.getLogger(WorkOffPiece.class);

    private final FileRepository files;
    private final ReportOrders reportOrders;
    private final ValidateTransactions validateTransactions;
    private final FileConfig config;
    private final Clock clock;

    WorkOffPiece(
            FileRepository files,
            ReportOrders reportOrders,
            ValidateTransactions validateTransactions,
            FileConfig config,
            Clock clock) {
        this.files = files;
        this.reportOrders = reportOrders;
        this.validateTransactions = validateTransactions;
        this.config = config;
        this.clock = clock;
    }

    /** Another replica goes on with the file. */
    static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Works off one piece.
     *
     * @return whether the file goes on
     * @throws LeaseLost if the file is not the owner's any more; nothing is changed
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean workOff(UUID fileId, UUID owner, Piece piece) {
        PartnerFile file = lock(fileId, owner, piece);
        return commit(file, piece, judge(file, piece.entries()));
    }

    /**
     * Refuses what cannot be worked off, unread.
     *
     * @return whether the file goes on
     * @throws LeaseLost if the file is not the owner's any more; nothing is changed
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean passOver(UUID fileId, UUID owner, Piece piece) {
        PartnerFile file = lock(fileId, owner, piece);
        Outcomes outcomes = new Outcomes();
        piece.entries().forEach(outcomes::passedOver);
        return commit(file, piece, outcomes);
    }

    private PartnerFile lock(UUID fileId, UUID owner, Piece piece) {
        PartnerFile file = files.lockedFor(fileId, owner).orElseThrow(LeaseLost::new);
        if (file.position() != piece.begin() && file.position() != 0) {
            throw new LeaseLost();
        }
        return file;
    }

    private boolean commit(PartnerFile file, Piece piece, Outcomes outcomes) {
        files.addErrors(file.id(), outcomes.errors());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        file.advance(piece, outcomes, now.plus(config.lease()));
        if (piece.last()) {
            file.done(now);
        } else if (file.rejected() > config.mostRejected()) {
            String detail = "More than " + config.mostRejected() + " entries were rejected.";
            file.fail("too-many-rejected", detail + " Nothing after line " + file.lines() + " was read.", now);
        }
        if (file.status() != PartnerFile.Status.RUNNING) {
            LOG.infof(
                    "file %s is %s: %d lines, %d accepted, %d duplicates, %d rejected",
                    file.id(), file.status(), file.lines(), file.accepted(), file.duplicates(), file.rejected());
        }
        return file.status() == PartnerFile.Status.RUNNING;
    }

    private Outcomes judge(PartnerFile file, List<Entry> entries) {
        Outcomes outcomes = new Outcomes();
        entries.stream().filter(entry -> entry.payload() == null).forEach(outcomes::unreadable);
        List<Entry> readable =
                entries.stream().filter(entry -> entry.payload() != null).toList();
        if (!readable.isEmpty()) {
            List<JsonNode> payloads = readable.stream().map(Entry::payload).toList();
            List<BatchResult> results = file.kind() == Kind.ORDERS
                    ? reportOrders.report(file.partnerId(), file.saidBy(), payloads)
                    : validateTransactions.validate(file.partnerId(), file.saidBy(), payloads);
            results.forEach(result -> outcomes.count(readable.get(result.index()), result));
        }
        return outcomes;
    }
}
