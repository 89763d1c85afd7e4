package shop.pennywell.payments.bankfile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What came of a file.
 *
 * @param matched lines that told something of a payout, for the first time
 * @param unmatched lines that no payout could be found for, or that contradict what is known
 * @param duplicates lines that were read before
 * @param open the first unmatched lines with the reason
 */
record BankFileResponse(String kind, int matched, int unmatched, int duplicates, List<Open> open) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Open(String reference, String reason) {}
}
