package shop.pennywell.e2e;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** The bank's side of a payment file: checks it against the standard's schema and answers it. */
final class Pain001 {

    private static final Pattern MESSAGE = Pattern.compile("<(?:\\w+:)?MsgId>([^<]+)<");
    private static final Pattern PAYMENT = Pattern.compile("<(?:\\w+:)?PmtInfId>([^<]+)<");
    private static final Pattern END_TO_END = Pattern.compile("<(?:\\w+:)?EndToEndId>([^<]+)<");

    private Pain001() {}

    static void validate(String file) {
        Path schema = Repository.root().resolve("payments-service/src/main/resources/iso20022/pain.001.001.09.xsd");
        try {
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(schema.toFile())
                    .newValidator()
                    .validate(new StreamSource(new StringReader(file)));
        } catch (SAXException | IOException invalid) {
            throw new AssertionError("not a valid pain.001.001.09: " + file, invalid);
        }
    }

    /** A pain.002.001.10 that says of every payment of the file that it is settled (ACSC). */
    static String settledAnswer(String file) {
        String payment = first(PAYMENT, file);
        StringBuilder statuses = new StringBuilder();
        Matcher endToEnd = END_TO_END.matcher(file);
        while (endToEnd.find()) {
            statuses.append("<TxInfAndSts><OrgnlEndToEndId>")
                    .append(endToEnd.group(1))
                    .append("</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>");
        }
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>\
                <GrpHdr><MsgId>ANSWER-%s</MsgId><CreDtTm>2026-01-01T12:00:00Z</CreDtTm></GrpHdr>\
                <OrgnlGrpInfAndSts><OrgnlMsgId>%s</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>\
                <OrgnlPmtInfAndSts><OrgnlPmtInfId>%s</OrgnlPmtInfId>%s</OrgnlPmtInfAndSts>\
                </CstmrPmtStsRpt></Document>""".formatted(
                        payment.substring(0, Math.min(20, payment.length())), first(MESSAGE, file), payment, statuses);
    }

    private static String first(Pattern pattern, String file) {
        Matcher match = pattern.matcher(file);
        if (!match.find()) {
            throw new AssertionError("no " + pattern + " in " + file);
        }
        return match.group(1);
    }
}
