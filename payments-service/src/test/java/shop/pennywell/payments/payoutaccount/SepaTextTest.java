package shop.pennywell.payments.payoutaccount;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SepaTextTest {

    @ParameterizedTest
    @CsvSource({
        "Zoë Müller-Lüdenscheidt, Zoe Muller-Ludenscheidt",
        "Søren Ærø & Söhne, Soren AEro + Sohne",
        "Łukasz Żółć, Lukasz Zolc",
        "Þórður Ñandú, THordur Nandu",
        "Ελένη Παπαδοπούλου, Eleni Papadopoulou",
        "Юлия Щербакова, YUliya SHTerbakova",
        "Straße 5, Strasse 5",
        "'//Anna  O’Neill/', Anna O'Neill",
        "Ⅷ ﬁn ㎏, VIII fin kg",
        "Anna 王, Anna .",
    })
    void writesNamesInLettersThatEveryBankTakes(String name, String sepa) {
        assertEquals(sepa, SepaText.of(name, 70));
    }

    @ParameterizedTest
    @CsvSource({"王小明", "😀😀", "'   '", "'///'", "----"})
    void isEmptyWhenNothingReadableIsLeft(String name) {
        assertEquals("", SepaText.of(name, 70));
    }

    @Property
    void neverLeavesTheCharacterSetNorTheLength(@ForAll String anything) {
        assertTrue(SepaText.of(anything, 35).matches("[a-zA-Z0-9/\\-?:().,'+ ]{0,35}"));
    }
}
