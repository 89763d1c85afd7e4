package shop.pennywell.payments.bankfile;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.payments.PaymentsProblem;
import shop.pennywell.payments.bankfile.BankAnswer.Outcome;
import shop.pennywell.payments.bankfile.BankAnswer.Scope;

/**
 * A file from the bank, as far as payouts are concerned: the payment status report pain.002, the statement camt.053 and the
 * notification camt.054, each in any version, because what is read here is named the same in all.
 *
 * @param kind e.g. {@code camt.053.001.08}
 */
record BankFile(String kind, List<BankAnswer> answers) {

    private static final Pattern KIND =
            Pattern.compile("urn:iso:std:iso:20022:tech:xsd:((pain\\.002|camt\\.05[34])\\.001\\.(0[2-9]|1[0-9]))");

    private static final Set<String> SETTLED = Set.of("ACSC", "ACCC");
    private static final Set<String> ON_THE_WAY =
            Set.of("RCVD", "ACCP", "ACTC", "ACSP", "ACWC", "ACWP", "PATC", "PDNG", "PART", "ACFC");

    /** Reasons that say that the bank has had the same file, batch or transfer before (ISO 20022 external code set). */
    private static final Set<String> REPEAT = Set.of("AM05", "DU01", "DU02", "DU03", "DU04", "DU05");

    /**
     * Reads the whole file before anything is done about it.
     *
     * @throws shop.pennywell.defaults.problem.Problem 400 {@code bank-file-malformed}, 422 {@code bank-file-unsupported}
     */
    static BankFile read(byte[] xml) {
        var reports = new Reports();
        var document = XmlReader.read(xml, Set.of("TxInfAndSts", "Ntry"), reports::record);
        var kind = KIND.matcher(document.namespace());
        if (!kind.matches()) {
            throw PaymentsProblem.BANK_FILE_UNSUPPORTED.problem(
                    "pain.002, camt.053 and camt.054 are read here; this is "
                            + (document.namespace().isEmpty() ? "without a namespace" : document.namespace()) + ".");
        }
        var answers = kind.group(2).equals("pain.002")
                ? reports.statusReport(kind.group(1), document.root())
                : reports.bookings(kind.group(1), document.root());
        return new BankFile(kind.group(1), answers);
    }

    /** Collects the records as they are read, and makes answers of them when the rest of the file is known. */
    private static final class Reports {

        private record Read(XmlElement element, XmlElement parent) {}

        private final List<Read> records = new ArrayList<>();

        void record(XmlElement element, XmlElement parent) {
            records.add(new Read(element, parent));
        }

        List<BankAnswer> statusReport(String kind, XmlElement root) {
            var report = root.first("CstmrPmtStsRpt");
            if (report == null || report.at("OrgnlGrpInfAndSts", "OrgnlMsgId") == null) {
                throw XmlReader.malformed("A payment status report names the message it is about.");
            }
            var message = kind + "|" + report.at("GrpHdr", "MsgId");
            var group = report.first("OrgnlGrpInfAndSts");
            var answers = new ArrayList<BankAnswer>();
            for (var record : records) {
                var transaction = record.element();
                var reference = transaction.at("OrgnlEndToEndId");
                var status = transaction.at("TxSts");
                var reason = statusReason(status, transaction, record.parent(), group);
                answers.add(new BankAnswer(
                        Scope.PAYOUT,
                        reference,
                        outcome(status, reason),
                        money(transaction.first("OrgnlTxRef", "Amt", "InstdAmt")),
                        reason,
                        message + "|" + reference + "|" + status));
            }
            var instructions = report.all("OrgnlPmtInfAndSts");
            for (var instruction : instructions) {
                var status = instruction.at("PmtInfSts");
                var reason = statusReason(status, instruction, group);
                whole(answers, message, instruction.at("OrgnlPmtInfId"), status, reason);
            }
            if (instructions.stream().allMatch(instruction -> instruction.at("PmtInfSts") == null)) {
                var status = group.at("GrpSts");
                whole(answers, message, group.at("OrgnlMsgId"), status, statusReason(status, group));
            }
            return answers;
        }

        /** The last answer of its batch, so that it meets only those payouts that the file did not mention. */
        private static void whole(
                List<BankAnswer> answers, String message, String batch, String status, String reason) {
            var outcome = outcome(status, reason);
            if (outcome == Outcome.SETTLED || outcome == Outcome.REJECTED || outcome == Outcome.REPEATED) {
                answers.add(new BankAnswer(
                        Scope.BATCH, batch, outcome, null, reason, message + "|" + batch + "|" + status));
            }
        }

        List<BankAnswer> bookings(String kind, XmlElement root) {
            var statements = root.first("BkToCstmrStmt") == null
                    ? root.all("BkToCstmrDbtCdtNtfctn", "Ntfctn")
                    : root.all("BkToCstmrStmt", "Stmt");
            if (statements.isEmpty()) {
                throw XmlReader.malformed("There is no statement in this file.");
            }
            var answers = new ArrayList<BankAnswer>();
            for (int i = 0; i < records.size(); i++) {
                var entry = records.get(i).element();
                var statement = records.get(i).parent();
                // Each bank counts its statements by itself, so their ids tell them apart only for one account.
                var line = kind + "|" + account(statement) + "|" + statement.at("Id") + "|" + i;
                var status = entry.at("Sts", "Cd") == null ? entry.at("Sts") : entry.at("Sts", "Cd");
                if ("BOOK".equals(status)) {
                    entry(answers, entry, line);
                }
            }
            return answers;
        }

        private static String account(XmlElement statement) {
            var iban = statement.at("Acct", "Id", "IBAN");
            return iban == null ? statement.at("Acct", "Id", "Othr", "Id") : iban;
        }

        private static void entry(List<BankAnswer> answers, XmlElement entry, String line) {
            var transactions = entry.all("NtryDtls", "TxDtls");
            if (transactions.isEmpty()) {
                answers.add(new BankAnswer(
                        Scope.PAYOUT, entry.at("AcctSvcrRef"), Outcome.OTHER, money(entry.first("Amt")), null, line));
            }
            for (int i = 0; i < transactions.size(); i++) {
                var transaction = transactions.get(i);
                var side = transaction.at("CdtDbtInd") == null ? entry.at("CdtDbtInd") : transaction.at("CdtDbtInd");
                boolean returned = transaction.has("RtrInf")
                        || "true".equals(entry.at("RvslInd"))
                        || "1".equals(entry.at("RvslInd"))
                        || "RRTN".equals(transaction.at("BkTxCd", "Domn", "Fmly", "SubFmlyCd"))
                        || "RRTN".equals(entry.at("BkTxCd", "Domn", "Fmly", "SubFmlyCd"));
                var outcome = Outcome.OTHER;
                if ("DBIT".equals(side) && !returned) {
                    outcome = Outcome.SETTLED;
                } else if ("CRDT".equals(side) && returned) {
                    outcome = Outcome.RETURNED;
                }
                var reference = transaction.at("Refs", "EndToEndId");
                var amount = amount(entry, transaction, transactions.size());
                answers.add(new BankAnswer(
                        Scope.PAYOUT,
                        reference,
                        outcome,
                        amount,
                        reason(transaction, "RtrInf"),
                        line + "|" + i + "|" + reference + "|" + outcome + "|" + amount));
            }
        }

        private static Money amount(XmlElement entry, XmlElement transaction, int siblings) {
            if (transaction.has("Amt")) {
                return money(transaction.first("Amt"));
            }
            if (transaction.has("AmtDtls", "TxAmt", "Amt")) {
                return money(transaction.first("AmtDtls", "TxAmt", "Amt"));
            }
            return siblings == 1 ? money(entry.first("Amt")) : null;
        }

        private static Outcome outcome(String status, String reason) {
            if (status == null) {
                return Outcome.OTHER;
            }
            if (SETTLED.contains(status)) {
                return Outcome.SETTLED;
            }
            if (status.equals("RJCT")) {
                return reason != null && REPEAT.contains(reason) ? Outcome.REPEATED : Outcome.REJECTED;
            }
            return ON_THE_WAY.contains(status) ? Outcome.NOTED : Outcome.OTHER;
        }

        /**
         * Why the bank gives this status. A refusal may be explained only further out, and a repeat may be one of several
         * reasons: if any says so, that is the one that counts.
         *
         * @param levels the element with the status, then those around it
         */
        private static String statusReason(String status, XmlElement... levels) {
            if (!"RJCT".equals(status)) {
                return reason(levels[0], "StsRsnInf");
            }
            var reasons = Stream.of(levels)
                    .flatMap(level -> reasons(level, "StsRsnInf"))
                    .toList();
            return reasons.stream()
                    .filter(REPEAT::contains)
                    .findFirst()
                    .orElse(reasons.isEmpty() ? null : reasons.get(0));
        }

        private static String reason(XmlElement element, String information) {
            return reasons(element, information).findFirst().orElse(null);
        }

        private static Stream<String> reasons(XmlElement element, String information) {
            return element.all(information, "Rsn").stream()
                    .map(reason -> reason.at("Cd") == null ? reason.at("Prtry") : reason.at("Cd"))
                    .filter(Objects::nonNull);
        }

        /** Banks write up to five decimals; more than the currency has is taken as long as they are zeros. */
        private static Money money(XmlElement element) {
            if (element == null) {
                return null;
            }
            try {
                // The side is a field of its own, so an amount has no sign; no bank writes more than 18 digits.
                if (!element.text().matches("[0-9]{1,18}(\\.[0-9]{1,5})?")) {
                    throw new IllegalArgumentException("it is not a decimal number");
                }
                var plain = new BigDecimal(element.text()).stripTrailingZeros();
                return Money.parse(plain.toPlainString(), element.attribute("Ccy"));
            } catch (IllegalArgumentException e) {
                throw XmlReader.malformed("An amount cannot be read: " + e.getMessage() + ".");
            }
        }
    }
}
