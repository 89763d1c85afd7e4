package shop.pennywell.mailing.recipient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.example\r\nBcc: c@d.example",
                "a@b.example\n",
                "a@b.example,c@d.example",
                "a@b.example> RCPT TO:<c@d.example",
                "Ada <a@b.example>",
                "\"quoted space\"@b.example",
                "a b@c.example",
                "a\u0000@b.example",
                "a@b_c.example",
                "a@-b.example",
                "a@b..example",
                "@b.example",
                "a@",
                "ab",
                "",
                "é@b.example"
            })
    @NullSource
    void refusesWhatCouldStartAnotherHeaderOrCommand(String text) {
        assertThrows(IllegalArgumentException.class, () -> EmailAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada.penny+shop@example.com", "o'neil@mail.example.co.uk", "a@b"})
    void acceptsOrdinaryAddresses(String text) {
        assertEquals(text, EmailAddress.parse(text).value());
    }

    @Test
    void sendsToTheAsciiFormOfAnInternationalDomain() {
        assertEquals(
                "ada@xn--mller-kva.example",
                EmailAddress.parse("ada@müller.example").value());
    }

    @Test
    void refusesAnAddressThatIsTooLong() {
        assertThrows(IllegalArgumentException.class, () -> EmailAddress.parse("a".repeat(65) + "@b.example"));
        assertThrows(IllegalArgumentException.class, () -> EmailAddress.parse("a@" + "b.".repeat(130) + "example"));
    }
}
