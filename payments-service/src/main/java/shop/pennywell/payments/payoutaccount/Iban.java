package shop.pennywell.payments.payoutaccount;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An International Bank Account Number (ISO 13616): country, two check digits, the country's own account number.
 *
 * @param value without spaces, upper case
 */
record Iban(String value) {

    /** Length per country as the IBAN registry has it. Other countries have no IBAN. */
    private static final Map<String, Integer> LENGTHS = Arrays.stream("""
            AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20
            EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30
            KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23
            PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26
            UA29 VA22 VG24 XK20 YE30
            """.trim().split("\\s+"))
            .collect(Collectors.toUnmodifiableMap(
                    entry -> entry.substring(0, 2), entry -> Integer.valueOf(entry.substring(2))));

    /**
     * Reads an IBAN as people write it, with or without spaces.
     *
     * @throws IllegalArgumentException with a reason that can be shown
     */
    static Iban parse(String text) {
        var value = text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        if (!value.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}")) {
            throw new IllegalArgumentException("is not an IBAN");
        }
        var country = value.substring(0, 2);
        var length = LENGTHS.get(country);
        if (length == null) {
            throw new IllegalArgumentException("is from a country that has no IBAN: " + country);
        }
        if (value.length() != length) {
            throw new IllegalArgumentException("has " + value.length() + " characters; " + country + " has " + length);
        }
        // 00, 01 and 99 would pass the sum beside 97, 98 and 02, but are never assigned.
        int check = Integer.parseInt(value.substring(2, 4));
        if (check < 2 || check > 98 || mod97(value) != 1) {
            throw new IllegalArgumentException("has wrong check digits");
        }
        return new Iban(value);
    }

    /** Enough to recognise it by, not enough to use it: {@code GB29 **** … 19}. */
    String masked() {
        return value.substring(0, 4) + " **** … " + value.substring(value.length() - 2);
    }

    private static int mod97(String value) {
        int remainder = 0;
        var rearranged = value.substring(4) + value.substring(0, 4);
        for (int i = 0; i < rearranged.length(); i++) {
            int digit = Character.digit(rearranged.charAt(i), 36);
            remainder = (remainder * (digit > 9 ? 100 : 10) + digit) % 97;
        }
        return remainder;
    }

    @Override
    public String toString() {
        return masked();
    }
}
