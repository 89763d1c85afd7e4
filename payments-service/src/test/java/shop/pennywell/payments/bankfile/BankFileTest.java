package shop.pennywell.payments.bankfile;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.problem.Problem;
import shop.pennywell.payments.bankfile.BankAnswer.Outcome;
import shop.pennywell.payments.bankfile.BankAnswer.Scope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BankFileTest {

    private static final UUID PAYOUT = UUID.fromString("019b1a77-c3d2-7444-b9e6-20f8a5d7135c");
    private static final String REFERENCE = "019B1A77C3D27444B9E620F8A5D7135C";

    @Test
    void readsTheStatusOfEachTransaction() {
        var file = read(BankXml.statusReport(
                "R1", "BATCH", "PART", BankXml.status(REFERENCE, "ACSC", null), BankXml.status("x", "RJCT", "AC04")));
        assertEquals("pain.002.001.10", file.kind());
        assertEquals(
                List.of(Outcome.SETTLED, Outcome.REJECTED),
                file.answers().stream().map(BankAnswer::outcome).toList());
        assertEquals(PAYOUT, file.answers().get(0).id());
        assertNull(file.answers().get(1).id());
        assertEquals("AC04", file.answers().get(1).code());
    }

    @Test
    void readsTheStatusOfAWholeBatch() {
        var file = read(BankXml.statusReport("R1", REFERENCE, "RJCT"));
        var answer = file.answers().get(0);
        assertEquals(1, file.answers().size());
        assertEquals(Scope.BATCH, answer.scope());
        assertEquals(PAYOUT, answer.id());
        assertEquals(Outcome.REJECTED, answer.outcome());
    }

    @ParameterizedTest
    @CsvSource({
        "ACSC, SETTLED",
        "ACCC, SETTLED",
        "RJCT, REJECTED",
        "ACCP, NOTED",
        "ACSP, NOTED",
        "ACTC, NOTED",
        "PDNG, NOTED",
        "RCVD, NOTED",
        "CANC, OTHER",
        "nonsense, OTHER"
    })
    void settlesOnlyOnTheBanksFinalWord(String status, Outcome outcome) {
        var file = read(BankXml.statusReport("R1", "B", null, BankXml.status(REFERENCE, status, null)));
        assertEquals(outcome, file.answers().get(0).outcome());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AM05", "DU01", "DU02", "DU03", "DU04", "DU05"})
    void takesARepeatForNoRejectionWhereverTheReasonStands(String code) {
        var because = "<StsRsnInf><Rsn><Cd>NARR</Cd></Rsn></StsRsnInf><StsRsnInf><Rsn><Cd>" + code
                + "</Cd></Rsn></StsRsnInf>";
        var bare = BankXml.status(REFERENCE, "RJCT", null);
        var ofTransaction = BankXml.statusReport("R1", "B", null, bare.replace("</TxSts>", "</TxSts>" + because));
        var ofInstruction = BankXml.statusReport("R1", "B", null, "<PmtInfSts>RJCT</PmtInfSts>" + because);
        var ofInstructionButNotSaidOfTheTransaction =
                BankXml.statusReport("R1", "B", null, "<PmtInfSts>RJCT</PmtInfSts>" + because + bare);
        var ofGroup = BankXml.statusReport("R1", "B", "RJCT").replace("</GrpSts>", "</GrpSts>" + because);
        var ofGroupButNotSaidOfTheTransaction =
                BankXml.statusReport("R1", "B", "RJCT", bare).replace("</GrpSts>", "</GrpSts>" + because);
        for (var xml : List.of(
                ofTransaction,
                ofInstruction,
                ofInstructionButNotSaidOfTheTransaction,
                ofGroup,
                ofGroupButNotSaidOfTheTransaction)) {
            var answers = read(xml).answers();
            assertTrue(!answers.isEmpty(), xml);
            for (var answer : answers) {
                assertEquals(Outcome.REPEATED, answer.outcome(), xml);
                assertEquals(code, answer.code(), xml);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, RETURNED", "1, RETURNED", "false, OTHER", "0, OTHER"})
    void takesACreditForAReturnWhenItIsAReversal(String reversal, Outcome outcome) {
        var entry = BankXml.entry(REFERENCE, "15.00", "CRDT", "BOOK", null)
                .replace("</CdtDbtInd>", "</CdtDbtInd><RvslInd>" + reversal + "</RvslInd>");
        assertEquals(
                outcome, read(BankXml.statement("S1", entry)).answers().get(0).outcome());
    }

    @ParameterizedTest
    @CsvSource({
        "DBIT, BOOK, , SETTLED",
        "CRDT, BOOK, AC04, RETURNED",
        "CRDT, BOOK, , OTHER",
        "DBIT, BOOK, AC04, OTHER",
    })
    void readsBookings(String side, String status, String reason, Outcome outcome) {
        var file = read(BankXml.statement("S1", BankXml.entry(REFERENCE, "15.00", side, status, reason)));
        var answer = file.answers().get(0);
        assertEquals(outcome, answer.outcome());
        assertEquals(Money.of(1500, "EUR"), answer.amount());
        assertEquals(reason, answer.code());
    }

    @Test
    void passesOverWhatIsNotBookedYet() {
        assertEquals(
                List.of(),
                read(BankXml.statement("S1", BankXml.entry(REFERENCE, "15.00", "DBIT", "PDNG", null)))
                        .answers());
    }

    @Test
    void readsOlderVersionsAndAmountsWithMoreZerosThanTheCurrencyHas() {
        var file = read(BankXml.notificationV2("N1", REFERENCE, "15.00000"));
        assertEquals("camt.054.001.02", file.kind());
        assertEquals(Outcome.SETTLED, file.answers().get(0).outcome());
        assertEquals(Money.of(1500, "EUR"), file.answers().get(0).amount());
    }

    @Test
    void tellsEveryLineFromEveryOther() {
        var two = read(BankXml.statement(
                "S1",
                BankXml.entry(REFERENCE, "15.00", "DBIT", "BOOK", null),
                BankXml.entry(REFERENCE, "15.00", "DBIT", "BOOK", null)));
        var other = read(BankXml.statement("S2", BankXml.entry(REFERENCE, "15.00", "DBIT", "BOOK", null)));
        var otherBank = read(BankXml.statementOf(
                "FR7630006000011234567890189", "S1", BankXml.entry(REFERENCE, "15.00", "DBIT", "BOOK", null)));
        var otherAmount = read(BankXml.statement("S1", BankXml.entry(REFERENCE, "15.01", "DBIT", "BOOK", null)));
        var otherSide = read(BankXml.statement("S1", BankXml.entry(REFERENCE, "15.00", "CRDT", "BOOK", "AC04")));
        var otherReference = read(BankXml.statement("S1", BankXml.entry("x", "15.00", "DBIT", "BOOK", null)));
        assertEquals(
                7,
                Stream.of(two, other, otherBank, otherAmount, otherSide, otherReference)
                        .flatMap(file -> file.answers().stream())
                        .map(BankAnswer::line)
                        .distinct()
                        .count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "<",
                "{}",
                "<Document/>",
                "<a><b></a></b>",
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt/></Document>",
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt/></Document>",
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.052.001.08\"/>",
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"/>",
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.99\"/>",
            })
    void refusesWhatIsNoFileOfTheBanks(String xml) {
        var problem = assertThrows(Problem.class, () -> read(xml));
        assertTrue(
                problem.type().code().startsWith("bank-file-"), problem.type().code());
    }

    @Property(tries = 200)
    void refusesAFileThatWasCutAnywhere(@ForAll @IntRange(min = 0, max = 100) int percent) {
        var whole = BankXml.statement("S1", BankXml.entry(REFERENCE, "15.00", "DBIT", "BOOK", null))
                .strip();
        var cut = whole.substring(0, (whole.length() - 1) * percent / 100);
        assertThrows(Problem.class, () -> read(cut));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-15.00", "15.001", "abc", "", "1e99", "NaN"})
    void refusesAFileWithAnAmountThatIsNone(String amount) {
        assertThrows(
                Problem.class,
                () -> read(BankXml.statement("S1", BankXml.entry(REFERENCE, amount, "DBIT", "BOOK", null))));
    }

    @Test
    void isNotBlownUpByEntities() {
        var bomb = new StringBuilder("<!DOCTYPE Document [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 40; i++) {
            bomb.append("<!ENTITY a" + i + " \"&a" + (i - 1) + ";&a" + (i - 1) + ";\">");
        }
        bomb.append("]>");
        var xml = BankXml.statement("&a39;", "").replace("<Document", bomb + "<Document");
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThrows(Problem.class, () -> read(xml)));
    }

    @Test
    void neverFetchesAnExternalEntityOrDocumentType(@TempDir Path folder) throws Exception {
        // Given
        var secret = Files.writeString(folder.resolve("secret"), REFERENCE);
        var fetched = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            fetched.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });
        server.start();
        var url = "http://localhost:" + server.getAddress().getPort() + "/x.dtd";
        // When
        try {
            for (var doctype : List.of(
                    "<!DOCTYPE Document SYSTEM \"" + url + "\">",
                    "<!DOCTYPE Document [<!ENTITY x SYSTEM \"" + url + "\">]>",
                    "<!DOCTYPE Document [<!ENTITY % p SYSTEM \"" + url + "\"> %p;]>",
                    "<!DOCTYPE Document [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>",
                    "<!DOCTYPE Document>")) {
                var xml = BankXml.statement("S1", BankXml.entry("&x;", "15.00", "DBIT", "BOOK", null))
                        .replace("<Document", doctype + "<Document");
                var problem = assertThrows(Problem.class, () -> read(xml), doctype);
                assertEquals("bank-file-malformed", problem.type().code());
            }
        } finally {
            server.stop(0);
        }
        // Then
        assertEquals(0, fetched.get());
    }

    @Test
    void refusesElementsNestedWithoutEnd() {
        assertThrows(Problem.class, () -> read("<a>".repeat(100_000)));
    }

    private static BankFile read(String xml) {
        return BankFile.read(xml.getBytes(UTF_8));
    }
}
