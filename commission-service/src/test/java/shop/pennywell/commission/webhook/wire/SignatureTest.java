package shop.pennywell.commission.webhook.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SignatureTest {
    private static final byte[] SECRET = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    /** The example that the libraries of Standard Webhooks are tested with. */
    @Test
    void signsAsTheStandardsExampleDoes() {
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                Signature.header(List.of(SECRET), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, BODY));
        assertEquals("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Signature.written(SECRET));
    }

    @Test
    void signsOnceForEachSecret() {
        String[] both =
                Signature.header(List.of(SECRET, new byte[32]), "id", 1, BODY).split(" ");

        assertEquals(2, both.length);
        assertEquals(Signature.header(List.of(SECRET), "id", 1, BODY), both[0]);
        assertEquals(Signature.header(List.of(new byte[32]), "id", 1, BODY), both[1]);
    }
}
