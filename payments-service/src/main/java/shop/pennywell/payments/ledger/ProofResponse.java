package shop.pennywell.payments.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

/**
 * Whether the books hold.
 *
 * @param balanced no currency has a difference, no entry is lopsided, every balance is the sum of its postings
 * @param unbalancedEntries always 0 unless the database was tampered with
 * @param wrongBalances accounts whose balance is not the sum of their postings; always 0 likewise
 */
record ProofResponse(
        boolean balanced,
        long entries,
        long unbalancedEntries,
        long wrongBalances,
        List<CurrencyProof> currencies,
        Instant asOf) {

    /** Decimal strings with the currency's own number of decimals. */
    record CurrencyProof(String currency, String debits, String credits, String difference) {}

    static ProofResponse of(LedgerReports.Proof proof, Instant asOf) {
        boolean zero = proof.currencies().stream().allMatch(sum -> sum.debits().compareTo(sum.credits()) == 0);
        return new ProofResponse(
                zero && proof.unbalancedEntries() == 0 && proof.wrongBalances() == 0,
                proof.entries(),
                proof.unbalancedEntries(),
                proof.wrongBalances(),
                proof.currencies().stream()
                        .map(sum -> new CurrencyProof(
                                sum.currency(),
                                decimal(sum.debits(), sum.currency()),
                                decimal(sum.credits(), sum.currency()),
                                decimal(sum.debits().subtract(sum.credits()), sum.currency())))
                        .toList(),
                asOf);
    }

    private static String decimal(BigDecimal minor, String currency) {
        int digits = Currency.getInstance(currency).getDefaultFractionDigits();
        return minor.movePointLeft(digits).setScale(digits).toPlainString();
    }
}
