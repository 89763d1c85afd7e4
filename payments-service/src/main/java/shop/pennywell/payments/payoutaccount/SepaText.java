package shop.pennywell.payments.payoutaccount;

import java.text.Normalizer;
import java.util.Map;

/**
 * Text as every bank in SEPA takes it: {@code a-z A-Z 0-9 / - ? : ( ) . , ' +} and space (EPC217-08). Letters of other
 * alphabets become their usual Latin ones; what has none becomes a dot.
 */
public final class SepaText {

    private static final String ALLOWED = "/-?:().,'+ ";

    private static final Map<String, String> LETTERS = table("""
            ß ss Æ AE æ ae Ø O ø o Œ OE œ oe Ł L ł l Đ D đ d Ð D ð d Þ TH þ th ı i ĸ k Ŋ N ŋ n Ħ H ħ h Ŧ T ŧ t ẞ SS
            & + _ - ` ' ´ ' ‘ ' ’ ' “ ' ” ' " ' – - — - ‐ - [ ( ] ) { ( } ) ; , * . @ (at) € EUR £ GBP
            Α A Β V Γ G Δ D Ε E Ζ Z Η I Θ TH Ι I Κ K Λ L Μ M Ν N Ξ X Ο O Π P Ρ R Σ S Τ T Υ Y Φ F Χ CH Ψ PS Ω O
            α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o
            А A Б B В V Г G Д D Е E Ж ZH З Z И I К K Л L М M Н N О O П P Р R С S Т T У U Ф F Х H Ц TS Ч CH Ш SH
            Щ SHT Ъ A Ы Y Ь Y Э E Ю YU Я YA Є YE І I Ґ G Ђ D Ј J Љ LJ Њ NJ Ћ C Џ DZ
            а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х h ц ts ч ch ш sh
            щ sht ъ a ы y ь y э e ю yu я ya є ye і i ґ g ђ d ј j љ lj њ nj ћ c џ dz
            """);

    private SepaText() {}

    /**
     * Transliterates and cuts to length. The answer has no leading, trailing or double spaces, and no slash at either end,
     * which some banks refuse. It is empty if nothing but unknown characters was there.
     */
    public static String of(String text, int maxLength) {
        var plain = new StringBuilder();
        var greek = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("ο[υύ]", "ou")
                .replaceAll("Ο[υύ]", "Ou")
                .replaceAll("Ο[ΥΎ]", "OU");
        greek.codePoints().forEach(point -> plain.append(latin(point)));
        var clean = plain.toString().replaceAll("\\s+", " ").replaceAll("/{2,}", "/");
        if (clean.codePoints().noneMatch(SepaText::letterOrDigit)) {
            return "";
        }
        var cut = clean.replaceAll("^[ /]+", "");
        cut = cut.length() > maxLength ? cut.substring(0, maxLength) : cut;
        return cut.replaceAll("[ /]+$", "");
    }

    private static String latin(int point) {
        var character = Character.toString(point);
        if (letterOrDigit(point) || ALLOWED.contains(character)) {
            return character;
        }
        if (LETTERS.containsKey(character)) {
            return LETTERS.get(character);
        }
        if (Character.isWhitespace(point) || Character.getType(point) == Character.SPACE_SEPARATOR) {
            return " ";
        }
        if (Character.getType(point) == Character.NON_SPACING_MARK || Character.isISOControl(point)) {
            return "";
        }
        var decomposed = Normalizer.normalize(character, Normalizer.Form.NFD);
        if (decomposed.codePointCount(0, decomposed.length()) > 1) {
            return latin(decomposed.codePointAt(0));
        }
        return ".";
    }

    private static boolean letterOrDigit(int point) {
        return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') || (point >= '0' && point <= '9');
    }

    private static Map<String, String> table(String pairs) {
        var words = pairs.trim().split("\\s+");
        var table = new java.util.HashMap<String, String>();
        for (int i = 0; i < words.length; i += 2) {
            table.put(words[i], words[i + 1]);
        }
        return Map.copyOf(table);
    }
}
