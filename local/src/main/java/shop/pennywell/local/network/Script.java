package shop.pennywell.local.network;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import shop.pennywell.local.network.SimulatedOrder.Line;
import shop.pennywell.local.network.SimulatedOrder.Status;
import shop.pennywell.local.network.SimulatedOrder.Step;

/**
 * Writes what happens to a network's orders over some months, the same for the same seed: most are approved and paid, some are declined, amended,
 * won back, or taken back as late as 120 days after they were made.
 */
public final class Script {
    private static final List<String> REASONS =
            List.of("RETURNED", "CANCELLED", "OUT_OF_STOCK", "FRAUD", "DUPLICATE_ORDER", "OTHER");

    private final Random random;
    private final int decimals;
    private final String currency;
    private final List<String> groups;

    /** A click-out that an order may follow. */
    public record Click(String id, String programme, Instant at) {}

    /**
     * @param decimals of amounts
     * @param groups commission groups of the lines
     */
    public Script(long seed, String currency, int decimals, List<String> groups) {
        this.random = new Random(seed);
        this.currency = currency;
        this.decimals = decimals;
        this.groups = List.copyOf(groups);
    }

    /** One order after each click. */
    public List<SimulatedOrder> after(List<Click> clicks) {
        List<SimulatedOrder> orders = new ArrayList<>();
        for (Click click : clicks) {
            Instant at = click.at().plusSeconds(60 + random.nextInt(3 * 24 * 3600));
            int number = orders.size() + 1;
            String reference = random.nextInt(10) == 0 ? null : "ORD-" + Integer.toHexString(random.nextInt());
            orders.add(new SimulatedOrder(
                    number, click.programme(), click.id(), reference, currency, at, story(at, number)));
        }
        return orders;
    }

    private List<Step> story(Instant at, int number) {
        List<Line> bought = lines();
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(at, Status.PENDING, null, bought));
        switch (number % 10) {
            case 0 -> {
                // Nobody ever decides.
            }
            case 1 -> then(steps, 5, 40, Status.DECLINED, bought);
            case 2 -> {
                List<Line> left = lessOf(bought);
                then(steps, 2, 20, Status.PENDING, left);
                then(steps, 2, 30, Status.APPROVED, left);
                then(steps, 2, 40, Status.PAID, left);
            }
            case 3 -> {
                then(steps, 3, 20, Status.DECLINED, bought);
                then(steps, 5, 30, Status.APPROVED, bought);
                then(steps, 2, 20, Status.PAID, bought);
            }
            case 4 -> {
                then(steps, 3, 30, Status.APPROVED, bought);
                then(steps, 3, 30, Status.PAID, bought);
                then(steps, 20, 40, Status.DECLINED, bought);
            }
            case 5 -> {
                List<Line> left = lessOf(bought);
                then(steps, 3, 30, Status.APPROVED, bought);
                then(steps, 3, 30, Status.PAID, bought);
                then(steps, 10, 50, Status.PAID, left);
            }
            case 6 -> {
                then(steps, 1, 10, Status.STRANGE, bought);
                then(steps, 5, 30, Status.APPROVED, bought);
            }
            case 7 -> {
                then(steps, 5, 30, Status.APPROVED, bought);
                then(steps, 20, 80, Status.DECLINED, bought);
            }
            default -> {
                then(steps, 3, 45, Status.APPROVED, bought);
                then(steps, 5, 45, Status.PAID, bought);
            }
        }
        return steps;
    }

    /** Never later than 120 days after the order. */
    private void then(List<Step> steps, int leastDays, int mostDays, Status status, List<Line> lines) {
        Step last = steps.get(steps.size() - 1);
        Instant latest = steps.get(0).at().plus(Duration.ofDays(120));
        Instant at = last.at()
                .plus(Duration.ofDays(leastDays))
                .plusSeconds(random.nextInt((mostDays - leastDays) * 24 * 3600));
        if (status == Status.PAID && last.status() != Status.PAID) {
            at = payday(at);
        }
        String reason = status == Status.DECLINED ? REASONS.get(random.nextInt(REASONS.size())) : null;
        steps.add(new Step(at.isAfter(latest) ? latest : at, status, reason, lines));
    }

    /** Networks pay on the 1st and the 15th. */
    private static Instant payday(Instant from) {
        LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC).plusDays(1);
        while (day.getDayOfMonth() != 1 && day.getDayOfMonth() != 15) {
            day = day.plusDays(1);
        }
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            BigDecimal sale = BigDecimal.valueOf(100 + random.nextInt(30_000), 2);
            lines.add(new Line(
                    "SKU-" + i,
                    groups.get(random.nextInt(groups.size())),
                    1 + random.nextInt(3),
                    sale,
                    commission(sale)));
        }
        return lines;
    }

    /** Something comes back: a line as a whole, or part of its value. */
    private List<Line> lessOf(List<Line> lines) {
        List<Line> left = new ArrayList<>(lines);
        Line first = left.get(0);
        if (left.size() > 1 && random.nextBoolean()) {
            left.set(0, new Line(first.sku(), first.group(), first.quantity(), BigDecimal.ZERO, BigDecimal.ZERO));
        } else {
            BigDecimal sale = first.sale().divide(BigDecimal.valueOf(2), 2, RoundingMode.DOWN);
            left.set(0, new Line(first.sku(), first.group(), first.quantity(), sale, commission(sale)));
        }
        return left;
    }

    private BigDecimal commission(BigDecimal sale) {
        BigDecimal rate = BigDecimal.valueOf(10 + random.nextInt(140), 3);
        return sale.multiply(rate).setScale(decimals, RoundingMode.HALF_EVEN);
    }

    /** Words of ours for reasons, in the words that a network uses. */
    static String said(Map<String, String> words, String reason) {
        return reason == null ? null : words.getOrDefault(reason, words.get("OTHER"));
    }
}
