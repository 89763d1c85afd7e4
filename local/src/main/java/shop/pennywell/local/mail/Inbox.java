package shop.pennywell.local.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Every mail that was sent on this machine, one .eml file each, so that they survive a restart. */
public final class Inbox {
    private static final String ENVELOPE_FROM = "X-Envelope-From";
    private static final String ENVELOPE_TO = "X-Envelope-To";
    private static final String RECEIVED_AT = "X-Received-At";

    private final Path folder;
    /** Ids sort by arrival. The value is the envelope's recipients, in lower case: enough to search without reading. */
    private final NavigableMap<String, List<String>> recipientsById = new ConcurrentSkipListMap<>();

    private final AtomicLong sequence = new AtomicLong();

    public Inbox(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".eml")).toList()) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - ".eml".length());
                read(id).ifPresent(mail -> recipientsById.put(id, lowerCase(mail.to())));
            }
        }
    }

    /** Stores a message as it came in; when this returns it is on disk. */
    String store(String from, List<String> to, byte[] message) throws IOException {
        Instant now = Instant.now();
        String id = "%013d-%06d".formatted(now.toEpochMilli(), sequence.incrementAndGet());
        ByteArrayOutputStream content = new ByteArrayOutputStream(message.length + 200);
        String envelope = ENVELOPE_FROM + ": " + oneLine(from) + "\r\n"
                + ENVELOPE_TO + ": " + oneLine(String.join(", ", to)) + "\r\n"
                + RECEIVED_AT + ": " + now + "\r\n";
        content.writeBytes(envelope.getBytes(StandardCharsets.US_ASCII));
        content.writeBytes(message);
        Path arriving = folder.resolve(id + ".arriving");
        Files.write(arriving, content.toByteArray());
        Files.move(arriving, file(id), StandardCopyOption.ATOMIC_MOVE);
        recipientsById.put(id, lowerCase(to));
        return id;
    }

    /** The newest mails, newest first, to this address only unless it is blank. */
    List<Mail> newest(String address, int limit) {
        String wanted = address == null ? "" : address.strip().toLowerCase(Locale.ROOT);
        List<Mail> found = new ArrayList<>();
        for (Map.Entry<String, List<String>> entry :
                recipientsById.descendingMap().entrySet()) {
            if (found.size() == limit) {
                break;
            }
            if (wanted.isEmpty() || entry.getValue().contains(wanted)) {
                read(entry.getKey()).ifPresent(found::add);
            }
        }
        return found;
    }

    Optional<Mail> find(String id) {
        return recipientsById.containsKey(id) ? read(id) : Optional.empty();
    }

    private Optional<Mail> read(String id) {
        try (InputStream input = Files.newInputStream(file(id))) {
            return Optional.of(decode(id, new MimeMessage(Session.getInstance(new Properties()), input)));
        } catch (IOException | MessagingException e) {
            System.err.println("The mail " + id + " can't be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Mail decode(String id, MimeMessage message) throws MessagingException, IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.merge(header.getName(), header.getValue(), (one, other) -> one + "\n" + other);
        }
        String from = message.getFrom() == null || message.getFrom().length == 0
                ? headers.getOrDefault(ENVELOPE_FROM, "")
                : ((InternetAddress) message.getFrom()[0]).toUnicodeString();
        Map<String, String> bodies = new LinkedHashMap<>();
        collectBodies(message, bodies, 0);
        return new Mail(
                id,
                from,
                List.of(headers.getOrDefault(ENVELOPE_TO, "").split(", ")),
                message.getSubject() == null ? "" : message.getSubject(),
                Instant.parse(headers.get(RECEIVED_AT)),
                bodies.get("text/plain"),
                bodies.get("text/html"),
                headers);
    }

    /** The first plain and the first HTML part; mails nest a few levels deep at most, whatever a sender tries. */
    private static void collectBodies(Part part, Map<String, String> bodies, int depth)
            throws MessagingException, IOException {
        if (depth > 8 || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return;
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                collectBodies(child, bodies, depth + 1);
            }
        } else if (part.isMimeType("text/plain")) {
            bodies.putIfAbsent("text/plain", String.valueOf(part.getContent()));
        } else if (part.isMimeType("text/html")) {
            bodies.putIfAbsent("text/html", String.valueOf(part.getContent()));
        }
    }

    private Path file(String id) {
        return folder.resolve(id + ".eml");
    }

    private static List<String> lowerCase(List<String> addresses) {
        return addresses.stream().map(to -> to.toLowerCase(Locale.ROOT)).toList();
    }

    private static String oneLine(String value) {
        return value.replaceAll("[\\r\\n]+", " ");
    }
}
