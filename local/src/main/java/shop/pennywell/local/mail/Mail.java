package shop.pennywell.local.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A received mail, decoded.
 *
 * @param to the addresses of the SMTP envelope, so blind copies too
 * @param text the plain part, or null
 * @param html the HTML part, or null
 * @param headers by name, several of one name joined by a line break
 */
record Mail(
        String id,
        String from,
        List<String> to,
        String subject,
        Instant receivedAt,
        String text,
        String html,
        Map<String, String> headers) {}
