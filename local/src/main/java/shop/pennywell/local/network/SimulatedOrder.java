package shop.pennywell.local.network;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An order as it really is, step by step: every network shows it in its own way, and this is the truth that whoever reads the network must
 * arrive at.
 *
 * @param number unique in its network; its ids there are made of it
 * @param programme the network's name of the store
 * @param clickId what the shopper's link carried; null if it carried nothing
 * @param reference the store's number of the order; null if the network does not tell
 * @param steps in order of time, the first at the time of the order or soon after
 */
public record SimulatedOrder(
        int number,
        String programme,
        String clickId,
        String reference,
        String currency,
        Instant orderedAt,
        List<Step> steps) {

    /** Where an order stands. */
    public enum Status {
        PENDING,
        APPROVED,
        DECLINED,
        PAID,
        /** In a word that nobody has heard before. */
        STRANGE
    }

    /** What is left of a line, and what it pays; both zero if it is gone. */
    public record Line(String sku, String group, int quantity, BigDecimal sale, BigDecimal commission) {
        public boolean isGone() {
            return sale.signum() == 0 && commission.signum() == 0;
        }
    }

    /**
     * From then on.
     *
     * @param reason why it is declined, a word of ours such as {@code RETURNED}; null otherwise
     */
    public record Step(Instant at, Status status, String reason, List<Line> lines) {
        public Step {
            lines = List.copyOf(lines);
        }

        public BigDecimal sale() {
            return lines.stream().map(Line::sale).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        public BigDecimal commission() {
            return lines.stream().map(Line::commission).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    public SimulatedOrder {
        steps = List.copyOf(steps);
    }

    /** How it stands at a time; empty before it is reported. */
    public Optional<Step> at(Instant now) {
        return steps.stream().filter(step -> !step.at().isAfter(now)).reduce((earlier, later) -> later);
    }

    /** The steps up to a time. */
    List<Step> until(Instant now) {
        return steps.stream().filter(step -> !step.at().isAfter(now)).toList();
    }

    /** When it last got another verdict; null while nobody has decided. To be paid is no verdict. */
    Instant verdictAt(Instant now) {
        Instant changed = null;
        List<Step> known = until(now);
        for (int i = 1; i < known.size(); i++) {
            if (verdict(known.get(i)) != verdict(known.get(i - 1))) {
                changed = known.get(i).at();
            }
        }
        return changed;
    }

    private static Status verdict(Step step) {
        return step.status() == Status.PAID ? Status.APPROVED : step.status();
    }

    /** When it last got other amounts; null while they are as they were reported. */
    Instant amountsChangedAt(Instant now) {
        Instant changed = null;
        List<Step> known = until(now);
        for (int i = 1; i < known.size(); i++) {
            if (!known.get(i).lines().equals(known.get(i - 1).lines())) {
                changed = known.get(i).at();
            }
        }
        return changed;
    }
}
