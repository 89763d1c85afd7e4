package shop.pennywell.local.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LocalStoresTest {
    static Map<String, String> config;

    @BeforeAll
    static void startAsQuarkusWould() {
        LocalStores stores = new LocalStores();
        stores.init(Map.of("stores", "postgres,smtp", "service", "payments", "quarkus.http.port", "1"));
        config = stores.start();
    }

    @Test
    void configuresTheServicesOwnDatabase() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                config.get("quarkus.datasource.jdbc.url"),
                config.get("quarkus.datasource.username"),
                config.get("quarkus.datasource.password"))) {
            assertEquals("payments", connection.getCatalog());
        }
    }

    @Test
    void startsOnlyWhatIsAskedFor() {
        assertFalse(config.containsKey("quarkus.s3.endpoint-override"));
        assertFalse(config.containsKey("quarkus.dynamodb.endpoint-override"));
    }

    @Test
    void passesOtherArgumentsOn() {
        assertEquals("1", config.get("quarkus.http.port"));
    }

    @Test
    void keepsTheSameStoresForTheNextTestProfile() {
        LocalStores again = new LocalStores();
        again.init(Map.of("stores", "postgres,smtp", "service", "payments"));
        assertEquals(config.get("quarkus.datasource.jdbc.url"), again.start().get("quarkus.datasource.jdbc.url"));
    }

    @Test
    void readsAMailWithItsLinks() throws Exception {
        String address = "anna+" + UUID.randomUUID() + "@example.org";
        send(address, "Grüße", "Please open https://pennywell.test/verify?token=a-b&x=1 now");
        Mails.Received mail = Mails.await(address.toUpperCase(java.util.Locale.ROOT), "Grü");
        assertEquals("https://pennywell.test/verify?token=a-b&x=1", mail.linkContaining("token="));
        assertEquals("<p>Please open</p>", mail.html().strip());
        assertTrue(Mails.to("someone.else@example.org").isEmpty());
    }

    @Test
    void signsTokensThatThePublishedKeyVerifies() throws Exception {
        String token = TestTokens.member(UUID.randomUUID(), "GB", "GBP");
        String[] parts = token.split("\\.");
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(publishedKey());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
        JsonNode claims = claims(token);
        assertEquals("GBP", claims.path("currency").asText());
        assertEquals("member", claims.path("groups").path(0).asText());
    }

    @Test
    void handsOutServiceTokensForTheAskedAudience() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(config.get("PORTAL_URL") + "/internal/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&audience=stats"))
                .build();
        JsonNode answer = json(request);
        JsonNode claims = claims(answer.path("access_token").asText());
        assertEquals("stats", claims.path("aud").asText());
        assertEquals("service", claims.path("groups").path(0).asText());
    }

    private static PublicKey publishedKey() throws Exception {
        JsonNode key = json(HttpRequest.newBuilder(URI.create(config.get("PORTAL_URL") + "/.well-known/jwks.json"))
                        .build())
                .path("keys")
                .path(0);
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        ECPoint point = new ECPoint(coordinate(key.path("x")), coordinate(key.path("y")));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger coordinate(JsonNode value) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(value.asText()));
    }

    private static JsonNode claims(String token) throws Exception {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    private static JsonNode json(HttpRequest request) throws Exception {
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    private static void send(String to, String subject, String text) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", config.get("quarkus.mailer.host"));
        properties.put("mail.smtp.port", config.get("quarkus.mailer.port"));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("noreply@pennywell.test"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent("<p>Please open</p>", "text/html; charset=utf-8");
        message.setContent(new MimeMultipart("alternative", plain, html));
        Transport.send(message);
    }
}
