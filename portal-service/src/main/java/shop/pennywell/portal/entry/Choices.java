package shop.pennywell.portal.entry;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import shop.pennywell.portal.member.ProfileCheck;

/** What the forms offer to choose from, in the language of the pages. */
public final class Choices {

    private static final List<String> LANGUAGES = List.of(
            "en-GB", "en-US", "en-IE", "en-AU", "en-CA", "en-IN", "cs-CZ", "da-DK", "de-AT", "de-CH", "de-DE", "el-GR",
            "es-ES", "es-MX", "fi-FI", "fr-BE", "fr-CA", "fr-FR", "hu-HU", "it-IT", "ja-JP", "ko-KR", "nb-NO", "nl-BE",
            "nl-NL", "pl-PL", "pt-BR", "pt-PT", "ro-RO", "sk-SK", "sv-SE", "tr-TR", "uk-UA");

    private static final List<Choice> COUNTRIES = Stream.of(Locale.getISOCountries())
            .map(country -> new Choice(country, regionName(country)))
            .sorted(Comparator.comparing(Choice::name))
            .toList();

    private static final List<Choice> CURRENCIES = Stream.of(Locale.getISOCountries())
            .map(ProfileCheck::currencyOf)
            .distinct()
            .sorted()
            .map(currency -> new Choice(
                    currency,
                    currency + " – " + java.util.Currency.getInstance(currency).getDisplayName(Locale.ENGLISH)))
            .toList();

    private Choices() {}

    public record Choice(String value, String name) {}

    public static List<Choice> countries() {
        return COUNTRIES;
    }

    public static List<Choice> currencies() {
        return CURRENCIES;
    }

    /** With the one that is chosen already, whatever it is. */
    public static List<Choice> languages(String chosen) {
        return Stream.concat(Stream.ofNullable(chosen).filter(tag -> !tag.isBlank()), LANGUAGES.stream())
                .distinct()
                .map(tag -> new Choice(tag, Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH)))
                .sorted(Comparator.comparing(Choice::name))
                .toList();
    }

    private static String regionName(String country) {
        return new Locale.Builder().setRegion(country).build().getDisplayCountry(Locale.ENGLISH);
    }
}
