package shop.pennywell.portal.offer;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The {@code item} (RSS) or {@code entry} (Atom) elements of a Google Merchant file. Prefixes are read as plain text, because
 * files whose {@code g:} is declared nowhere are common; document types and external entities are refused.
 */
final class XmlRows implements Rows {

    private static final int MAX_TEXT = 20_000;
    private static final int MAX_FIELDS = 300;

    private final XMLStreamReader xml;
    private long line = 1;

    XmlRows(InputStream in) throws UnreadableFile {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        try {
            xml = factory.createXMLStreamReader(in);
        } catch (XMLStreamException broken) {
            throw unreadable(broken);
        }
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public Row next() throws UnreadableFile {
        try {
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new UnreadableFile(position(), "dtd-not-allowed", "A document type is not read here.");
                }
                if (event == XMLStreamConstants.START_ELEMENT && isItem(xml.getLocalName())) {
                    line = position();
                    return new Row(line, fields());
                }
            }
            return null;
        } catch (XMLStreamException broken) {
            throw unreadable(broken);
        }
    }

    /** The children of the element that just began, up to its end; what is nested deeper (shipping, tax) is no field. */
    private Map<String, String> fields() throws XMLStreamException {
        Map<String, String> fields = new HashMap<>();
        StringBuilder text = new StringBuilder();
        String href = null;
        int depth = 0;
        while (depth >= 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth == 1) {
                        text.setLength(0);
                        href = xml.getAttributeValue(null, "href");
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (depth == 1 && text.length() < MAX_TEXT) {
                        text.append(
                                xml.getTextCharacters(), xml.getTextStart(), Math.min(xml.getTextLength(), MAX_TEXT));
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (depth-- == 1 && fields.size() < MAX_FIELDS) {
                        String value = text.toString().isBlank() && href != null ? href : text.toString();
                        if (!value.isBlank()) {
                            fields.putIfAbsent(Row.nameOf(xml.getLocalName()), value);
                        }
                    }
                }
                default -> {}
            }
        }
        return fields;
    }

    private static boolean isItem(String name) {
        return name.equals("item") || name.equals("entry");
    }

    private long position() {
        return Math.max(1, xml.getLocation().getLineNumber());
    }

    /** The parser's own words name its classes and repeat the input: they don't leave. */
    private static UnreadableFile unreadable(XMLStreamException broken) {
        long at = broken.getLocation() == null
                ? 1
                : Math.max(1, broken.getLocation().getLineNumber());
        return new UnreadableFile(at, "malformed-file", "The file stops being well-formed XML here.");
    }
}
