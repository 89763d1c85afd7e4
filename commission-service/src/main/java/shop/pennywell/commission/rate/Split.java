package shop.pennywell.commission.rate;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Splits a whole by weights so that the parts always add up to it: largest remainder, ties to the earlier part. */
public final class Split {
    private Split() {}

    /**
     * @param total not negative
     * @param weights at least one, none negative; all zero counts as all equal
     */
    public static long[] byLargestRemainder(long total, long[] weights) {
        if (total < 0 || weights.length == 0) {
            throw new IllegalArgumentException("only a whole that is not negative can be split over at least one part");
        }
        if (weights.length == 1 && weights[0] >= 0) {
            return new long[] {total};
        }
        long sum = 0;
        for (long weight : weights) {
            if (weight < 0) {
                throw new IllegalArgumentException("a weight is not negative");
            }
            sum = Math.addExact(sum, weight);
        }
        if (sum == 0) {
            long[] equal = new long[weights.length];
            Arrays.fill(equal, 1);
            return byLargestRemainder(total, equal);
        }
        long[] parts = new long[weights.length];
        long[] remainders = new long[weights.length];
        long left = total;
        for (int i = 0; i < weights.length; i++) {
            long[] quota = quota(total, weights[i], sum);
            parts[i] = quota[0];
            remainders[i] = quota[1];
            left -= parts[i];
        }
        if (left > 0) {
            IntStream.range(0, weights.length)
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer i) -> -remainders[i]))
                    .limit(left)
                    .forEach(i -> parts[i]++);
        }
        return parts;
    }

    /** Quotient and remainder of {@code total * weight / sum}, exact also where the product is beyond a long. */
    private static long[] quota(long total, long weight, long sum) {
        if (Math.multiplyHigh(total, weight) == 0 && total * weight >= 0) {
            long product = total * weight;
            return new long[] {product / sum, product % sum};
        }
        BigInteger[] exact = BigInteger.valueOf(total)
                .multiply(BigInteger.valueOf(weight))
                .divideAndRemainder(BigInteger.valueOf(sum));
        return new long[] {exact[0].longValueExact(), exact[1].longValueExact()};
    }
}
