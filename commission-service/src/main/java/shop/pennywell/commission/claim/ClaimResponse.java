package shop.pennywell.commission.claim;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * A claim on the wire. The store sees what identifies the order, and nothing that identifies the member: neither who it is, nor the
 * note, nor the receipt, nor what was asked and answered.
 *
 * @param transactionId what it is about, or what it has brought
 * @param question that waits for the member's answer
 * @param rivals others' claims about the same order, for staff
 */
record ClaimResponse(
        UUID id,
        Claim.Type type,
        Claim.Status status,
        ClaimedStore store,
        UUID partnerId,
        UUID memberId,
        String clickId,
        UUID transactionId,
        UUID wonTransactionId,
        String orderReference,
        Instant orderedAt,
        Money orderValue,
        String note,
        LocalDate opensOn,
        LocalDate closesOn,
        Claim.Reason reason,
        String question,
        ReceiptResponse receipt,
        Instant createdAt,
        Instant forwardedAt,
        Instant changedAt,
        List<StepResponse> timeline,
        List<UUID> rivals) {

    record ClaimedStore(String slug, String name) {}

    record ReceiptResponse(String type, long bytes, String sha256, Instant at) {
        static ReceiptResponse of(Receipt receipt) {
            return new ReceiptResponse(receipt.type().mediaType(), receipt.bytes(), receipt.sha256(), receipt.at());
        }
    }

    /** @param text for members in plain words, for others what was said */
    record StepResponse(
            Instant at, Claim.Status status, ClaimStep.Kind step, ClaimStep.Role by, String saidBy, String text) {}

    static ClaimResponse forMember(Claim claim, List<ClaimStep> steps) {
        return of(claim, true, false, question(claim, steps), words(claim, steps), null);
    }

    static ClaimResponse forMember(Claim claim) {
        return of(claim, true, false, null, null, null);
    }

    static ClaimResponse forStaff(Claim claim) {
        return of(claim, true, true, null, null, null);
    }

    static ClaimResponse forStaff(Claim claim, List<ClaimStep> steps, List<Claim> rivals) {
        List<StepResponse> all = steps.stream()
                .map(step -> new StepResponse(
                        step.at(), step.status(), step.kind(), step.actor(), step.saidBy(), step.text()))
                .toList();
        return of(
                claim,
                true,
                true,
                question(claim, steps),
                all,
                rivals.stream().map(Claim::id).toList());
    }

    static ClaimResponse forPartner(Claim claim) {
        return of(claim, false, false, null, null, null);
    }

    static ClaimResponse forPartner(Claim claim, List<ClaimStep> steps) {
        List<StepResponse> theirs = steps.stream()
                .filter(step -> switch (step.kind()) {
                    case FORWARDED, WON, LOST, WITHDRAWN -> true;
                    default -> false;
                })
                .map(step -> new StepResponse(
                        step.at(),
                        step.status(),
                        step.kind(),
                        step.actor(),
                        null,
                        step.kind() == ClaimStep.Kind.FORWARDED ? step.text() : null))
                .toList();
        return of(claim, false, false, null, theirs, null);
    }

    private static List<StepResponse> words(Claim claim, List<ClaimStep> steps) {
        return steps.stream()
                .map(step ->
                        new StepResponse(step.at(), step.status(), step.kind(), null, null, ClaimWords.of(step, claim)))
                .toList();
    }

    private static String question(Claim claim, List<ClaimStep> steps) {
        return claim.status() != Claim.Status.NEEDS_INFORMATION
                ? null
                : steps.stream()
                        .filter(step -> step.kind() == ClaimStep.Kind.ASKED)
                        .reduce((earlier, later) -> later)
                        .map(ClaimStep::text)
                        .orElse(null);
    }

    private static ClaimResponse of(
            Claim claim, boolean ours, boolean staff, String question, List<StepResponse> timeline, List<UUID> rivals) {
        return new ClaimResponse(
                claim.id(),
                claim.type(),
                claim.status(),
                new ClaimedStore(claim.storeSlug(), claim.storeName()),
                staff ? claim.partnerId() : null,
                staff ? claim.memberId() : null,
                claim.clickId(),
                claim.transactionId(),
                claim.wonTransactionId(),
                claim.orderReference(),
                claim.orderedAt(),
                claim.orderValue(),
                ours ? claim.note() : null,
                claim.opensOn(),
                claim.closesOn(),
                claim.reason(),
                question,
                ours ? claim.receipt().map(ReceiptResponse::of).orElse(null) : null,
                claim.createdAt(),
                claim.forwardedAt(),
                claim.changedAt(),
                timeline,
                rivals);
    }
}
