package shop.pennywell.payments.bankfile;

/** Files as banks write them, as short as they may be. */
public final class BankXml {

    private BankXml() {}

    static String statusReport(String message, String original, String groupStatus, String... transactions) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
                  <GrpHdr><MsgId>%s</MsgId><CreDtTm>2026-11-25T08:00:00Z</CreDtTm></GrpHdr>
                  <OrgnlGrpInfAndSts><OrgnlMsgId>%s</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>%s</OrgnlGrpInfAndSts>
                  <OrgnlPmtInfAndSts><OrgnlPmtInfId>%s</OrgnlPmtInfId>%s</OrgnlPmtInfAndSts>
                </CstmrPmtStsRpt></Document>
                """.formatted(
                        message,
                        original,
                        groupStatus == null ? "" : "<GrpSts>" + groupStatus + "</GrpSts>",
                        original,
                        String.join("\n", transactions));
    }

    static String status(String reference, String status, String reason) {
        return "<TxInfAndSts><OrgnlEndToEndId>" + reference + "</OrgnlEndToEndId><TxSts>" + status + "</TxSts>"
                + (reason == null ? "" : "<StsRsnInf><Rsn><Cd>" + reason + "</Cd></Rsn></StsRsnInf>")
                + "</TxInfAndSts>";
    }

    public static String statement(String id, String... entries) {
        return statementOf("DE89370400440532013000", id, entries);
    }

    static String statementOf(String iban, String id, String... entries) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
                  <GrpHdr><MsgId>M-%s</MsgId><CreDtTm>2026-11-25T08:00:00Z</CreDtTm></GrpHdr>
                  <Stmt><Id>%s</Id><Acct><Id><IBAN>%s</IBAN></Id></Acct>%s</Stmt>
                </BkToCstmrStmt></Document>
                """.formatted(id, id, iban, String.join("\n", entries));
    }

    public static String entry(String reference, String amount, String side, String status, String returnReason) {
        return """
                <Ntry><Amt Ccy="EUR">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>%s</Cd></Sts>
                  <NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs>%s</TxDtls></NtryDtls></Ntry>
                """.formatted(
                        amount,
                        side,
                        status,
                        reference,
                        returnReason == null ? "" : "<RtrInf><Rsn><Cd>" + returnReason + "</Cd></Rsn></RtrInf>");
    }

    /** The same booking as version 2 of the messages writes it. */
    static String notificationV2(String id, String reference, String amount) {
        return """
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02"><BkToCstmrDbtCdtNtfctn>
                  <GrpHdr><MsgId>N</MsgId><CreDtTm>2026-11-25T08:00:00Z</CreDtTm></GrpHdr>
                  <Ntfctn><Id>%s</Id><Ntry><Amt Ccy="EUR">%s</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
                    <NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs></TxDtls></NtryDtls></Ntry></Ntfctn>
                </BkToCstmrDbtCdtNtfctn></Document>
                """.formatted(id, amount, reference);
    }
}
