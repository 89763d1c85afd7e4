package shop.pennywell.portal.member;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "Ada.Penny@Example.COM, ada.penny@example.com",
        "' ada@example.com ', ada@example.com",
        "o'neill+shop@mail.example.co.uk, o'neill+shop@mail.example.co.uk",
        "ada@bücher.example, ada@xn--bcher-kva.example",
        "a@b-c.museum, a@b-c.museum"
    })
    void writesAnAddressInOneWay(String typed, String canonical) {
        assertEquals(Optional.of(canonical), EmailAddress.canonical(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ada",
                "ada@",
                "@example.com",
                "ada@localhost",
                "a da@example.com",
                "ada@exam ple.com",
                "ada@example..com",
                ".ada@example.com",
                "ada.@example.com",
                "a..da@example.com",
                "ada@-example.com",
                "ada@example-.com",
                "ada@example.c",
                "\"ada\"@example.com",
                "ada@[127.0.0.1]",
                "ada@127.0.0.1",
                "ada@example.com\r\nBcc: eve@example.com",
                "ada@example.com\0",
                "<ada@example.com>",
                "ada@@example.com",
                "ada,eve@example.com",
                "ada@example.com,eve@example.com",
                "ada@exam_ple.com",
                "аda@example.com"
            })
    void refusesWhatIsNoAddressOrHidesAnother(String typed) {
        assertEquals(Optional.empty(), EmailAddress.canonical(typed));
    }

    @Test
    void refusesMoreThan254Characters() {
        String domain = ".example".repeat(24).substring(1) + ".com";
        String longest = "a".repeat(254 - domain.length() - 1) + "@" + domain;

        assertEquals(254, longest.length());
        assertEquals(Optional.of(longest), EmailAddress.canonical(longest));
        assertEquals(Optional.empty(), EmailAddress.canonical("a" + longest));
        assertEquals(Optional.empty(), EmailAddress.canonical("a".repeat(65) + "@example.com"));
        assertEquals(Optional.empty(), EmailAddress.canonical(null));
    }

    @ParameterizedTest
    @CsvSource({
        "a.da+shop@gmail.com, ada@gmail.com",
        "Ada@googlemail.com, ada@gmail.com",
        "a.d.a@pm.me, ada@proton.me",
        "ada+1+2@mac.com, ada@icloud.com",
        "a.da+x@example.com, a.da@example.com",
        "+ada@example.com, +ada@example.com",
        "gmail.com@example.com, gmail.com@example.com"
    })
    void knowsTheMailboxBehindAnAddress(String typed, String mailbox) {
        assertEquals(mailbox, EmailAddress.mailbox(EmailAddress.canonical(typed).orElseThrow()));
    }
}
