package shop.pennywell.payments.bankfile;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import shop.pennywell.payments.bankfile.BankAnswer.Scope;
import shop.pennywell.payments.bankfile.BankFileResponse.Open;
import shop.pennywell.payments.payout.FollowPayout;
import shop.pennywell.payments.payout.Payout;
import shop.pennywell.payments.payout.PayoutRepository;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Follows what the bank says, line by line: each in a transaction of its own together with the note that it was read, so that
 * one bad line spoils no other, and a file that is sent again, or again after a crash, goes on where it was.
 */
@ApplicationScoped
class ReadBankFile {

    private static final int MOST_LISTED = 100;

    private final PayoutRepository payouts;
    private final FollowPayout followPayout;
    private final UnmatchedLineRepository unmatchedLines;
    private final EntityManager entities;
    private final Clock clock;

    ReadBankFile(
            PayoutRepository payouts,
            FollowPayout followPayout,
            UnmatchedLineRepository unmatchedLines,
            EntityManager entities,
            Clock clock) {
        this.payouts = payouts;
        this.followPayout = followPayout;
        this.unmatchedLines = unmatchedLines;
        this.entities = entities;
        this.clock = clock;
    }

    private enum Result {
        MATCHED,
        DUPLICATE
    }

    /** A line that nothing could be done about, with the reason; its transaction leaves nothing behind. */
    private static final class Unmatched extends RuntimeException {
        Unmatched(String reason) {
            super(reason);
        }
    }

    BankFileResponse read(byte[] xml) {
        var file = BankFile.read(xml);
        int matched = 0;
        int unmatched = 0;
        int duplicates = 0;
        var open = new ArrayList<Open>();
        for (var answer : single(file.answers())) {
            try {
                var result = QuarkusTransaction.requiringNew().call(() -> apply(answer));
                matched += result == Result.MATCHED ? 1 : 0;
                duplicates += result == Result.DUPLICATE ? 1 : 0;
            } catch (Unmatched e) {
                var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                QuarkusTransaction.requiringNew()
                        .run(() -> unmatchedLines.keep(file.kind(), answer, e.getMessage(), now));
                unmatched++;
                if (open.size() < MOST_LISTED) {
                    open.add(new Open(answer.reference(), e.getMessage()));
                }
            }
        }
        return new BankFileResponse(file.kind(), matched, unmatched, duplicates, open);
    }

    /** Takes answers about whole batches apart into one for each payout that has none of its own. */
    private List<BankAnswer> single(List<BankAnswer> answers) {
        Set<UUID> mentioned = new HashSet<>();
        answers.stream().filter(answer -> answer.scope() == Scope.PAYOUT).forEach(answer -> mentioned.add(answer.id()));
        return answers.stream()
                .flatMap(answer -> answer.scope() == Scope.PAYOUT ? Stream.of(answer) : ofBatch(answer, mentioned))
                .toList();
    }

    private Stream<BankAnswer> ofBatch(BankAnswer answer, Set<UUID> mentioned) {
        var batch = answer.id();
        List<Payout> members = batch == null ? List.of() : payouts.ofBatch(batch);
        if (members.isEmpty()) {
            return Stream.of(answer); // none of ours: counted as unmatched
        }
        return members.stream()
                .filter(payout -> !mentioned.contains(payout.id()))
                .map(payout -> new BankAnswer(
                        Scope.PAYOUT,
                        payout.id().toString().replace("-", "").toUpperCase(Locale.ROOT),
                        answer.outcome(),
                        null,
                        answer.code(),
                        answer.line() + "|" + payout.id()));
    }

    private Result apply(BankAnswer answer) {
        var id = answer.id();
        var payout = id == null || answer.scope() == Scope.BATCH ? null : payouts.findById(id);
        if (payout == null) {
            throw new Unmatched("No payout has this reference.");
        }
        if (answer.amount() != null && !answer.amount().equals(payout.amount())) {
            throw new Unmatched("The payout is " + payout.amount() + ", the line says " + answer.amount() + ".");
        }
        if (answer.outcome() == BankAnswer.Outcome.OTHER) {
            throw new Unmatched("The line says nothing that could happen to a payout.");
        }
        if (answer.outcome() == BankAnswer.Outcome.REPEATED) {
            throw new Unmatched("The bank refuses it as a repeat (" + answer.code()
                    + "): it has had this payout before and may pay it, so no money is given back.");
        }
        if (!note(answer, id)) {
            if (!notedAlike(answer, id)) {
                throw new Unmatched("Another line with the same place in a file was about something else.");
            }
            return Result.DUPLICATE;
        }
        var effect =
                switch (answer.outcome()) {
                    case SETTLED -> followPayout.settle(id);
                    case REJECTED -> followPayout.reject(id, answer.code(), BankReason.inWords(answer.code()));
                    case RETURNED -> followPayout.comeBack(id, answer.code(), BankReason.inWords(answer.code()));
                    case NOTED -> FollowPayout.Effect.CONFIRMED;
                    case REPEATED, OTHER -> FollowPayout.Effect.REFUSED;
                };
        if (effect == FollowPayout.Effect.REFUSED) {
            throw new Unmatched("The line does not fit a payout that is " + payout.status() + ".");
        }
        unmatchedLines.clear(answer);
        return Result.MATCHED;
    }

    /** @return false if this line was read before; one that is being read in another transaction is waited for */
    private boolean note(BankAnswer answer, UUID payoutId) {
        return entities.createNativeQuery("""
                        insert into bank_file_line (fingerprint, payout_id, outcome, code, read_at)
                        values (:fingerprint, :payout, :outcome, :code, :at) on conflict do nothing
                        """)
                        .setParameter("fingerprint", fingerprint(answer))
                        .setParameter("payout", payoutId)
                        .setParameter("outcome", answer.outcome().name())
                        .setParameter("code", answer.code())
                        .setParameter("at", clock.instant())
                        .executeUpdate()
                == 1;
    }

    private boolean notedAlike(BankAnswer answer, UUID payoutId) {
        return !entities.createNativeQuery("""
                        select 1 from bank_file_line
                        where fingerprint = :fingerprint and payout_id = :payout and outcome = :outcome
                        """)
                .setParameter("fingerprint", fingerprint(answer))
                .setParameter("payout", payoutId)
                .setParameter("outcome", answer.outcome().name())
                .getResultList()
                .isEmpty();
    }

    private static String fingerprint(BankAnswer answer) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(answer.line().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
