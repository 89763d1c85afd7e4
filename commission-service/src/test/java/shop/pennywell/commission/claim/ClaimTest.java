package shop.pennywell.commission.claim;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.claim.Claim.Status;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.problem.Problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** The states of a claim and the ways between them; every other way is closed. */
class ClaimTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");

    private enum Move {
        THAW(claim -> claim.thaw(NOW)),
        FORWARD(claim -> claim.forward(NOW)),
        ASK(claim -> claim.ask(NOW)),
        ANSWER(claim -> claim.answer(NOW)),
        WIN(claim -> {
            claim.requireDecidable();
            claim.win(UUID.randomUUID(), NOW);
        }),
        LOSE(claim -> claim.lose(Claim.Reason.OTHER, NOW)),
        WITHDRAW(claim -> claim.withdraw(NOW)),
        PROVE(claim -> claim.prove(new Receipt(claim.id(), Receipt.Type.PDF, 1, "00", NOW), NOW));

        @SuppressWarnings("ImmutableEnumChecker") // none of them holds anything
        private final Consumer<Claim> move;

        Move(Consumer<Claim> move) {
            this.move = move;
        }
    }

    /** Where each move leads from each state; absent where it is forbidden. An answer leads back, which the model keeps apart. */
    private static final Map<Status, Map<Move, Status>> WAYS = new EnumMap<>(Map.of(
            Status.ON_ICE,
            Map.of(Move.THAW, Status.SUBMITTED, Move.WITHDRAW, Status.WITHDRAWN, Move.PROVE, Status.ON_ICE),
            Status.SUBMITTED,
            Map.of(
                    Move.FORWARD, Status.WITH_STORE,
                    Move.ASK, Status.NEEDS_INFORMATION,
                    Move.WIN, Status.WON,
                    Move.LOSE, Status.LOST,
                    Move.WITHDRAW, Status.WITHDRAWN,
                    Move.PROVE, Status.SUBMITTED),
            Status.WITH_STORE,
            Map.of(
                    Move.ASK, Status.NEEDS_INFORMATION,
                    Move.WIN, Status.WON,
                    Move.LOSE, Status.LOST,
                    Move.WITHDRAW, Status.WITHDRAWN,
                    Move.PROVE, Status.WITH_STORE),
            Status.NEEDS_INFORMATION,
            Map.of(
                    Move.WIN, Status.WON,
                    Move.LOSE, Status.LOST,
                    Move.WITHDRAW, Status.WITHDRAWN,
                    Move.PROVE, Status.NEEDS_INFORMATION)));

    @Property
    void goesOnlyTheWaysThatThereAreAndCountsEachOnce(@ForAll boolean early, @ForAll @Size(max = 12) List<Move> moves) {
        Claim claim = claim(early ? TODAY.plusDays(1) : TODAY);
        Status status = early ? Status.ON_ICE : Status.SUBMITTED;
        Status askedFrom = null;
        int revision = 1;
        for (Move move : moves) {
            Status next = move == Move.ANSWER && status == Status.NEEDS_INFORMATION
                    ? askedFrom
                    : WAYS.getOrDefault(status, Map.of()).get(move);
            if (next == null) {
                assertThrows(Problem.class, () -> move.move.accept(claim), () -> move + " from " + claim.status());
            } else {
                move.move.accept(claim);
                askedFrom = move == Move.ASK ? status : askedFrom;
                status = next;
                revision++;
            }
            assertEquals(status, claim.status());
            assertEquals(revision, claim.revision());
        }
    }

    @Test
    void theStoreAnswersOnlyWhatItWasSent() {
        Claim claim = claim(TODAY);
        assertThrows(Problem.class, claim::requireWithStore);
        claim.ask(NOW);
        assertThrows(Problem.class, claim::requireWithStore);
        claim.answer(NOW);
        claim.forward(NOW);
        claim.requireWithStore();
        claim.ask(NOW);
        claim.requireWithStore();
        claim.lose(Claim.Reason.OTHER, NOW);
        assertThrows(Problem.class, claim::requireWithStore);
    }

    @Test
    void takesABoundedNumberOfReceipts() {
        Claim claim = claim(TODAY);
        for (int i = 1; i < 100; i++) {
            Move.PROVE.move.accept(claim);
        }
        assertThrows(Problem.class, () -> Move.PROVE.move.accept(claim));
    }

    @Test
    void tellsReceiptsByTheirFirstBytes() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0};
        byte[] jpeg = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0};
        byte[] pdf = "%PDF-1.7".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Map<Receipt.Type, byte[]> contents =
                Map.of(Receipt.Type.JPEG, jpeg, Receipt.Type.PNG, png, Receipt.Type.PDF, pdf);
        for (Receipt.Type type : Receipt.Type.values()) {
            contents.forEach((of, content) -> assertEquals(type == of, type.begins(content), type + " of " + of));
            assertEquals(false, type.begins(new byte[0]));
            assertEquals(false, type.begins(Arrays.copyOf(contents.get(type), 2)));
        }
    }

    private static Claim claim(LocalDate opensOn) {
        Claim.Subject subject = new Claim.Subject(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "shop",
                "Shop",
                "01ARZ3NDEKTSV4RRFFQ69G5FAV",
                null,
                "A-1",
                NOW,
                Money.parse("10.00", "EUR"));
        return new Claim(Claim.Type.MISSING, subject, null, new ClaimWindow(opensOn, opensOn.plusDays(9)), TODAY, NOW);
    }
}
